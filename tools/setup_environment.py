"""Sets up .venv with everything that the lock file names, on a machine that has only Python 3.11 or later and make.

Run by the Makefile; on Windows: `py tools/setup_environment.py`. Uses nothing but the standard library.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / ".set-up"
UV = "uv>=0.9,<1"

QT_LIBRARIES = [
    "libegl1",
    "libgl1",
    "libxkbcommon0",
    "libdbus-1-3",
    "libfontconfig1",
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-render-util0",
    "libxcb-xinerama0",
    "libxcb-shape0",
    "fonts-dejavu-core",
]
DOCUMENT_TOOLS = ["libreoffice-calc", "libreoffice-writer", "poppler-utils"]


def main() -> int:
    """Make or refresh the environment; says what is missing and the one command that mends it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--document-tools", action="store_true", help="install LibreOffice and poppler too (Debian, root)"
    )
    options = parser.parse_args()
    if sys.version_info < (3, 11):
        return complain(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}.")
    if not fresh():
        made = make_environment()
        if made:
            return made
    install(QT_LIBRARIES, "Qt", check=qt_lacks)
    if options.document_tools:
        install(DOCUMENT_TOOLS, "the tests of documents", check=documents_lack)
    return 0


def fresh() -> bool:
    """Whether the environment is newer than what it is made from."""
    sources = (ROOT / "uv.lock", ROOT / "pyproject.toml")
    return STAMP.exists() and all(STAMP.stat().st_mtime >= source.stat().st_mtime for source in sources)


def make_environment() -> int:
    """Make .venv and install the locked dependencies and this project into it."""
    python = BIN / ("python.exe" if os.name == "nt" else "python")
    if not python.exists() and run([sys.executable, "-m", "venv", str(VENV)], quiet=True) != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        install([f"python3.{sys.version_info.minor}-venv"], "venv", check=lambda: True)
        if run([sys.executable, "-m", "venv", str(VENV)]) != 0:
            name = f"python3.{sys.version_info.minor}-venv"
            return complain(f"Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install {name}")
    if run([str(python), "-m", "pip", "--version"], quiet=True) != 0:  # an environment that uv itself made has no pip
        run([str(python), "-m", "ensurepip"], quiet=True)
    if run([str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", UV]) != 0:
        return complain("uv could not be installed from the package registry. Is there a network?")
    uv = BIN / ("uv.exe" if os.name == "nt" else "uv")
    command = [str(uv), "sync", "--locked", "--inexact", "--python", str(python)]
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(VENV), "VIRTUAL_ENV": str(VENV)}
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode != 0:
        return complain("The locked dependencies could not be installed; see above.")
    STAMP.touch()
    return 0


def qt_lacks() -> bool:
    """Whether Qt's widgets cannot be loaded, as a system library is missing."""
    python = BIN / ("python.exe" if os.name == "nt" else "python")
    code = "import PySide6.QtWidgets, PySide6.QtSvg"
    return subprocess.run([str(python), "-c", code], capture_output=True, check=False).returncode != 0


def documents_lack() -> bool:
    """Whether LibreOffice or poppler is missing."""
    return not (shutil.which("soffice") and shutil.which("pdftotext"))


def install(packages: list[str], reason: str, check: object) -> None:
    """Install Debian packages if `check()` finds something missing and this is Debian and root; else name them."""
    if not callable(check) or not check():
        return
    command = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"Installing system packages for {reason} …", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], check=False, stdout=subprocess.DEVNULL, env=environment)
        subprocess.run(command.split(), check=False, stdout=subprocess.DEVNULL, env=environment)
    else:
        print(f"A system library for {reason} is missing. On Debian or Ubuntu: sudo {command}", file=sys.stderr)


def run(command: list[str], *, quiet: bool = False) -> int:
    """Run a command in the project's folder; its exit code."""
    output = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, cwd=ROOT, check=False, stdout=output, stderr=output).returncode


def complain(sentence: str) -> int:
    """Say what is wrong; the exit code of a failure."""
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
