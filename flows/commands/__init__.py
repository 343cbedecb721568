"""The commands of the command line, one module each; heavy imports happen when a command runs, not before."""
