"""The check of the attached documents: each is, byte for byte, what was attached."""

import hashlib

from rapporteur_app.i18n import message
from rapporteur_app.model import Attachment
from rapporteur_app.verification.check import Check, verdict
from rapporteur_app.workspace import Reader


def check_attachments(reader: Reader) -> Check:
    """Whether the bytes of every document are there and have the digest that its row names, and all others theirs."""
    kept = {}
    for digest, data in reader.session.connection().exec_driver_sql("SELECT sha256, data FROM blob"):
        kept[digest] = len(data) if hashlib.sha256(data).hexdigest() == digest else -1
    rows = reader.all(Attachment)
    problems = [
        message("The bytes of {id} are not those that were attached.", id=row.short_id)
        for row in rows
        if kept.get(row.sha256) != row.size
    ]
    problems += [
        message("Bytes are kept as {digest} that are not of that digest.", digest=digest[:16])
        for digest, size in kept.items()
        if size < 0 and digest not in {row.sha256 for row in rows}
    ]
    return verdict("attachments", problems, message("{count} documents, each as it was attached.", count=len(rows)))
