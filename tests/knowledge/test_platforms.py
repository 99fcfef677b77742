"""Other platforms, by what reveals a program written for them."""

from __future__ import annotations

import pytest

from migrator.knowledge.platforms import every_platform

FILES = {
    "PHP": "composer.json index.php artisan wp-config.php wp-config-sample.php"
    " wp-content/index.php",
    "Python": "manage.py wsgi.py requirements.txt Pipfile pyproject.toml setup.py",
    "Ruby": "config.ru config/application.rb _config.yml",
    "Java": "pom.xml build.gradle build.gradle.kts build.sbt project.clj",
    "Go": "go.mod Gopkg.toml glide.yaml",
    ".NET": "a.csproj a.sln a.fsproj",
    "Elixir": "mix.exs",
    "Rust": "Cargo.toml",
    "Haskell": "stack.yaml a.cabal",
}
PACKAGES = {
    "PHP": "php php-fpm php-cli libapache2-mod-php laravel/installer php5 php7.4-cli php8.1-fpm"
    " php-mysql libapache2-mod-php7.0 PHP5",
    "Python": "django flask gunicorn bottle uwsgi tornado pyramid"
    " libapache2-mod-wsgi libapache2-mod-wsgi-py3 Django",
    "Ruby": "rails puma unicorn sinatra jekyll passenger libapache2-mod-passenger",
    "Java": "tomcat7 tomcat8 tomcat9 maven gradle",
    "Go": "golang golang-go",
    ".NET": "dotnet-sdk-8.0",
    "Elixir": "elixir",
    "Rust": "rustc cargo",
    "Haskell": "ghc haskell-platform haskell-stack",
}
APPLICATIONS = {
    "artisan": "PHP",
    "wp-config.php": "PHP",
    "manage.py": "Python",
    "config.ru": "Ruby",
}


@pytest.mark.parametrize(("name", "file"), [(n, f) for n in FILES for f in FILES[n].split()])
def test_a_file_is_of_one_platform(name: str, file: str) -> None:
    assert [each.name for each in every_platform() if each.marks(file)] == [name]
    assert [each.name for each in every_platform() if each.marks(f"other/{file}")] == []


@pytest.mark.parametrize(("name", "one"), [(n, p) for n in PACKAGES for p in PACKAGES[n].split()])
def test_a_package_is_of_one_platform(name: str, one: str) -> None:
    assert [each.name for each in every_platform() if each.runs_by(one)] == [name]


@pytest.mark.parametrize(
    "one", ["phpunit", "python3", "ruby", "default-jre", "gopher", "mono", "nodejs", "my-php"]
)
def test_another_package_is_of_none(one: str) -> None:
    assert [each.name for each in every_platform() if each.runs_by(one)] == []


def test_what_only_a_whole_application_has_is_told_from_a_librarys_files() -> None:
    found = {file: each.name for each in every_platform() for file in each.application}

    assert found == APPLICATIONS
    assert all(each.marks(file) for each in every_platform() for file in each.application)
