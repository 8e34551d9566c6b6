"""The build hook: whoever builds the wheel makes what is not committed first."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GenerateHook(BuildHookInterface[Any]):
    """Runs packaging/generate.py before a wheel is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make fonts, translations and place codes that are out of date."""
        del version, build_data
        sys.path.insert(0, str(Path(self.root) / "packaging"))
        import generate  # noqa: PLC0415 found only now

        generate.generate(generate.RESOURCES / "generated.json")
