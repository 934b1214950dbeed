"""The chat page's front door: ``python app.py`` is ``legalqa serve``, and takes its flags."""

import sys

from legalqa.cli import main

if __name__ == "__main__":
    sys.exit(main(["serve", *sys.argv[1:]]))
