"""The typed records that pass between the stages; all other packages see of `extractors` these only.

Four times never mix: ``event_date`` (it happened), ``published_at`` (the outlet says), ``fetched_at`` (we saw it),
``recorded_at`` (the warehouse wrote it). All instants are aware and in UTC.
"""
