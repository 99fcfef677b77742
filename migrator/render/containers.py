"""Which containers an application's processes become, and which Dockerfile builds each."""

from __future__ import annotations

from dataclasses import dataclass

from migrator.plan import App, Image, Plan


@dataclass(frozen=True)
class Container:
    """One application container.

    `fact` is the app's name in the plan's evidence. `owner` is the app whose
    Dockerfile builds the image: itself, or an earlier one of the same folder
    that differs only in the command. `image` is the owner's.
    """

    app: App
    fact: str
    owner: App
    image: Image
    dockerfile: str

    @property
    def shares_image(self) -> bool:
        """Whether the image is made for another process and only the command differs."""
        return self.owner is not self.app


def containers(plan: Plan) -> tuple[Container, ...]:
    """The plan's applications in order; none whose Node image is not known yet."""
    apps = [] if plan.app is None else [(plan.app, "app")]
    apps += [(app, f"extra_apps.{index}") for index, app in enumerate(plan.extra_apps)]
    found: list[Container] = []
    for app, fact in apps:
        if app.image is None:
            continue
        owner = next((other for other in found if _same_image(other.app, app)), None)
        if owner is not None:
            found.append(Container(app, fact, owner.owner, owner.image, owner.dockerfile))
        else:
            path = _dockerfile_path(app, {other.dockerfile for other in found})
            found.append(Container(app, fact, app, app.image, path))
    return tuple(found)


def _same_image(one: App, other: App) -> bool:
    return (one.dir, one.image, one.install, one.build) == (
        other.dir,
        other.image,
        other.install,
        other.build,
    )


def _dockerfile_path(app: App, taken: set[str]) -> str:
    """The first Dockerfile is the root's; a further one stands in its application's folder."""
    if not taken:
        return "Dockerfile"
    path = "Dockerfile" if app.dir == "." else f"{app.dir}/Dockerfile"
    return path if path not in taken else f"{path}.{app.service}"
