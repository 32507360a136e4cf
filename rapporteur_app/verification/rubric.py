"""The check of the criteria: a frozen rubric is still the one that was frozen."""

from rapporteur_app.i18n import Message, message
from rapporteur_app.model import RubricVersion
from rapporteur_app.verification.check import Check, verdict
from rapporteur_app.workspace import Reader


def check_rubric(reader: Reader) -> Check:
    """Whether the hash of each frozen version, which packs and ballots name, is the one that its text gives."""
    frozen = [version for version in reader.all(RubricVersion) if version.frozen_at]
    problems = [problem for version in frozen for problem in _problems(version)]
    if not frozen:
        return verdict("rubric", problems, message("No criteria are frozen yet."))
    return verdict("rubric", problems, message("The frozen criteria are as they were: {hash}", hash=frozen[-1].hash))


def _problems(version: RubricVersion) -> list[Message]:
    from rapporteur_app.setup.rubric_file import parse_rubric, rubric_hash

    if rubric_hash(parse_rubric(version.source)) == version.hash:
        return []
    return [message("Version {version} of the criteria was changed after it was frozen.", version=version.version)]
