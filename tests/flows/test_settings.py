from __future__ import annotations

import os
from datetime import time
from pathlib import Path

import pytest

from flows.settings import SettingsError, load_settings


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("STORYWATCH_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def write_config(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "storywatch.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_data_dir_defaults_to_data_in_the_current_directory_and_is_made_absolute(tmp_path: Path) -> None:
    assert load_settings().data_dir == tmp_path / "data"


def test_given_data_dir_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STORYWATCH_DATA_DIR", "/elsewhere")
    assert load_settings(tmp_path / "mine").data_dir == tmp_path / "mine"


def test_file_in_the_data_dir_is_read(tmp_path: Path) -> None:
    write_config(tmp_path / "d", 'look_back_days = 3\n[fetch]\nretries = 0\n[channels]\nteam = "json://localhost"\n')
    settings = load_settings(tmp_path / "d")
    assert settings.look_back_days == 3
    assert settings.fetch.retries == 0
    assert settings.fetch.total_seconds == 30.0
    assert settings.channels["team"].get_secret_value() == "json://localhost"


def test_file_named_by_the_environment_is_read_instead(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write_config(tmp_path / "d", "workers = 2\n")
    other = tmp_path / "other.toml"
    other.write_text("workers = 3\n", encoding="utf-8")
    monkeypatch.setenv("STORYWATCH_CONFIG", str(other))
    assert load_settings(tmp_path / "d").workers == 3


def test_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write_config(tmp_path / "d", "workers = 2\n[fetch]\nretries = 1\nread_seconds = 4\n")
    monkeypatch.setenv("STORYWATCH_WORKERS", "5")
    monkeypatch.setenv("STORYWATCH_FETCH__RETRIES", "3")
    settings = load_settings(tmp_path / "d")
    assert (settings.workers, settings.fetch.retries, settings.fetch.read_seconds) == (5, 3, 4.0)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("look_back = 3\n", "storywatch.toml: look_back: 3: "),
        ("workers = 'many'\n", "storywatch.toml: workers: 'many': "),
        ("workers = 0\n", "storywatch.toml: workers: 0: "),
        ("[fetch]\nretires = 2\n", "storywatch.toml: fetch.retires: 2: "),
        ("schedule = 'hourly'\n", "storywatch.toml: schedule: 'hourly': "),
        ("default_channels = ['team']\n", "default_channels: 'team' is not one of the channels (console)"),
    ],
)
def test_fault_in_the_file_names_file_key_and_value(tmp_path: Path, text: str, told: str) -> None:
    write_config(tmp_path / "d", text)
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path / "d")
    assert told in str(caught.value)


def test_broken_toml_names_the_file_and_the_line(tmp_path: Path) -> None:
    path = write_config(tmp_path / "d", "workers = = 2\n")
    with pytest.raises(SettingsError, match=r"storywatch\.toml: .*line 1") as caught:
        load_settings(tmp_path / "d")
    assert str(path) in str(caught.value)


def test_misspelt_variable_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYWATCH_LOOKBACK_DAYS", "3")
    with pytest.raises(SettingsError, match="STORYWATCH_LOOKBACK_DAYS is not a setting"):
        load_settings()


def test_wrong_value_of_a_variable_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYWATCH_WORKERS", "many")
    with pytest.raises(SettingsError, match="environment: STORYWATCH_WORKERS: 'many': "):
        load_settings()


def test_variable_that_should_be_json_and_is_not_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYWATCH_CHANNELS", "slack://secret-token")
    with pytest.raises(SettingsError, match="channels") as caught:
        load_settings()
    assert "secret-token" not in str(caught.value)


def test_config_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYWATCH_CONFIG", "nowhere.toml")
    with pytest.raises(SettingsError, match=r"STORYWATCH_CONFIG: 'nowhere\.toml' is not a file"):
        load_settings()


def test_channel_address_stays_hidden_in_faults_and_in_print(tmp_path: Path) -> None:
    write_config(tmp_path / "d", '[channels]\nteam = ["slack://secret-token"]\n')
    with pytest.raises(SettingsError, match="channels") as caught:
        load_settings(tmp_path / "d")
    assert "secret-token" not in str(caught.value)
    write_config(tmp_path / "d", '[channels]\nteam = "slack://secret-token"\n')
    assert "secret-token" not in repr(load_settings(tmp_path / "d"))


def test_relative_paths_are_taken_from_home_where_it_is_given(tmp_path: Path) -> None:
    write_config(tmp_path / "clone", "")
    write_config(tmp_path / "clone" / "data", "workers = 4\n")
    settings = load_settings(home=tmp_path / "clone")
    assert settings.data_dir == tmp_path / "clone" / "data"
    assert settings.workers == 4


WEBHOOK = '[webhooks.desk]\nurl = "https://hooks.example/hunter2"\nsecret = "a key of at least 24 bytes"\n'


def test_webhooks_routes_and_time_zone_are_read(tmp_path: Path) -> None:
    write_config(
        tmp_path / "d",
        'time_zone = "Europe/Berlin"\ndefault_channels = ["console", "desk"]\n'
        + WEBHOOK
        + '[routes.desk]\nwatches = ["li-sanctions-lifted"]\nfrom_severity = "medium"\n'
        'quiet_hours = "22:00-07:00"\nquiet_below = "medium"\ndigest_hour = 8\n',
    )
    settings = load_settings(tmp_path / "d")
    route = settings.routes["desk"]
    assert settings.time_zone == "Europe/Berlin"
    assert (route.watches, route.from_severity, route.quiet_below) == (("li-sanctions-lifted",), "medium", "medium")
    assert (route.quiet_hours, route.digest_hour) == ((time(22, 0), time(7, 0)), 8)
    assert "hunter2" not in repr(settings)
    assert "a key" not in repr(settings)


def test_secret_of_a_webhook_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write_config(tmp_path / "d", '[webhooks.desk]\nurl = "https://hooks.example/x"\n')
    monkeypatch.setenv("STORYWATCH_WEBHOOKS__DESK__SECRET", "from the environment, long")
    assert load_settings(tmp_path / "d").webhooks["desk"].secret.get_secret_value() == "from the environment, long"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('time_zone = "Mars/Olympus"\n', "time_zone: 'Mars/Olympus': Value error, not a time zone"),
        ("[routes.mail]\ndigest_hour = 8\n", "routes: 'mail' is not one of the channels (console)"),
        ("[routes.console]\ndigest_hour = 24\n", "routes.console.digest_hour: 24: Input should be less than"),
        ('[routes.console]\nquiet_hours = "ten-six"\n', "routes.console.quiet_hours"),
        ("[routes.console]\nloud = true\n", "routes.console.loud: True: Extra inputs are not permitted"),
        (WEBHOOK + '[channels]\ndesk = "json://localhost"\n', "webhooks.desk: the name is taken by a channel"),
        (WEBHOOK.replace("desk", "console"), "webhooks.console: the name is taken by a channel"),
        ('[webhooks.desk]\nurl = "https://hooks.example/hunter2"\n', "webhooks.desk.secret: (hidden): Field required"),
        (WEBHOOK + 'password = "hunter2"\n', "webhooks.desk.password: (hidden): Extra inputs are not permitted"),
    ],
)
def test_wrong_channel_settings_are_told_without_their_secrets(tmp_path: Path, text: str, told: str) -> None:
    write_config(tmp_path / "d", text)
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path / "d")
    assert told in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_a_lake_takes_the_place_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYWATCH_WAREHOUSE", "ducklake:postgres:host=db.example dbname=news")
    monkeypatch.setenv("STORYWATCH_WAREHOUSE_DATA", "/srv/lake")
    assert str(load_settings().lake) == "the DuckLake in PostgreSQL (host=db.example dbname=news)"
    monkeypatch.delenv("STORYWATCH_WAREHOUSE")
    assert load_settings().lake is None


@pytest.mark.parametrize(
    ("address", "folder", "said"),
    [
        ("warehouse.duckdb", "/srv/lake", "expected ducklake:postgres:host="),
        ("ducklake:postgres:host=db dbname=news", "", "needs warehouse_data too"),
        ("ducklake:postgres:host=db password=secret", "/srv/lake", "no password in the address"),
        ("ducklake:postgres:host=db sslpassword = secret", "/srv/lake", "no password in the address"),
    ],
)
def test_an_address_that_is_no_lake_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str, folder: str, said: str
) -> None:
    monkeypatch.setenv("STORYWATCH_WAREHOUSE", address)
    monkeypatch.setenv("STORYWATCH_WAREHOUSE_DATA", folder)
    with pytest.raises(SettingsError, match=f"warehouse: .*{said}") as caught:
        load_settings()
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("share", ["0/3", "4/3", "1", "a/b", "1/0"])
def test_a_share_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, share: str) -> None:
    monkeypatch.setenv("STORYWATCH_SHARE", share)
    with pytest.raises(SettingsError, match=r"STORYWATCH_SHARE.*expected a number and a count such as 2/3"):
        load_settings()
