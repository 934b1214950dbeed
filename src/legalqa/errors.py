"""The exception tree. Every message is one clear line in Vietnamese that names the next step."""


class LegalqaError(Exception):
    """Anything that legalqa reports to a person; the command line prints it as one line and exits with 1."""


class SettingsError(LegalqaError):
    """A setting cannot be used."""


class UnreadableFile(LegalqaError):
    """A file of the corpus cannot be read as text; the build names it in its report and goes on."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class CatalogError(LegalqaError):
    """corpus/catalog.csv cannot be used."""


class IndexProblem(LegalqaError):
    """The index cannot serve: missing, stale, damaged or busy."""


class EngineError(LegalqaError):
    """The embedding model or another engine cannot be loaded."""


class NotFound(LegalqaError):
    """Nothing has that name.

    Attributes:
        told: What is missing, for any reader; the whole message also tells the command that shows what there is.
        choices: The names nearest to it, where there are such.
    """

    def __init__(self, message: str, choices: tuple[str, ...] = (), *, command: str = "") -> None:
        super().__init__(message + command)
        self.told = message
        self.choices = choices


class Ambiguous(LegalqaError):
    """A name could be that of several, each of which is a choice."""

    def __init__(self, message: str, choices: tuple[str, ...]) -> None:
        super().__init__(message)
        self.choices = choices
