"""Which addresses may be connected to."""

from __future__ import annotations

import pytest

from extractors.web.address_rules import refuse_address, refuse_port


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822", "2002:5db8:d822::1"],
)
def test_public_address_may_be_connected_to(address: str) -> None:
    assert refuse_address(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "169.254.170.2",
        "100.100.100.200",
        "192.0.0.192",
        "168.63.129.16",
        "198.18.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "2001:db8::1",
        "100::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a00:1",
        "64:ff9b:1:7f00:0:1:808:808",
        "::8.8.8.8",
        "2001:0:7f00:1:0:0:f7f7:f7f7",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "2001:0:5ef5:79fb:0:0:80ff:fffe",
        "2606:2800:220:1:0:5efe:7f00:1",
        "not-an-address",
        "",
    ],
)
def test_address_that_is_not_public_is_refused(address: str) -> None:
    assert refuse_address(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "10.1.2.3", "192.168.1.1", "fd00::1", "::ffff:127.0.0.1"])
def test_private_address_is_admitted_by_the_setting(address: str) -> None:
    assert refuse_address(address, allow_private=True) is None


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "::ffff:169.254.169.254", "fd00:ec2::254", "fe80::1", "224.0.0.1", "0.0.0.0", "::"]
)
def test_metadata_and_link_local_are_refused_whatever_the_setting(address: str) -> None:
    assert refuse_address(address, allow_private=True)


def test_only_ports_of_the_web_are_connected_to() -> None:
    assert [port for port in (22, 25, 80, 443, 2375, 3306, 6379, 8080, 8443, 9200) if refuse_port(port) is None] == [
        80,
        443,
        8080,
        8443,
    ]
