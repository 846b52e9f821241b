"""Which id a row gets here: its own where that is free, else one that follows from it and from who imports."""

import hashlib
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import F

from goals.bulk import Among
from goals.models import User

# Ids made one after the other differ above these bits, so that a derived id sorts where the first one did.
_LOW = 2**32
_TRIES = 3


def derived(owner_id: uuid.UUID, old: uuid.UUID) -> uuid.UUID:
    """Always the same for the same person and row; its upper 96 bits, and so its place in order, are those of `old`.

    Rows of one moment are told apart by their ids: which of two values is the latest must not change.
    """
    low = int.from_bytes(hashlib.blake2b(owner_id.bytes + old.bytes, digest_size=4).digest(), "big")
    return uuid.UUID(int=old.int // _LOW * _LOW + low)


class Ids:
    """The ids of one person's rows of one model, as far as an import asks for them."""

    def __init__(self, model: Any, owner: User) -> None:
        self._rows = model._default_manager
        self._owner_id = owner.pk
        self._has_rows = self._rows.filter(owner=owner).exists()

    def resolved(self, olds: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[uuid.UUID, bool]]:
        """For each id of an export the id here, and whether the person has that row already.

        A row that came under a derived id before is found again, also when the first one has become free.
        """
        olds = list(olds)
        owners = self._owners(olds)
        # Where the person has nothing yet, nothing can have come under a derived id.
        if not owners and not self._has_rows:
            return {old: (old, False) for old in olds}
        chained = olds if self._has_rows else [old for old in olds if old in owners]
        chains = {old: self._chain(old) for old in chained}
        owners |= self._owners([each for chain in chains.values() for each in chain[1:]])
        return {old: self._chosen(chains.get(old, [old]), owners) for old in olds}

    def _chain(self, old: uuid.UUID) -> list[uuid.UUID]:
        chain = [old]
        for _try in range(_TRIES):
            chain.append(derived(self._owner_id, chain[-1]))
        return chain

    def _owners(self, ids: list[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
        return {} if not ids else dict(self._rows.filter(Among(F("pk"), ids)).values_list("pk", "owner"))

    def _chosen(self, chain: list[uuid.UUID], owners: dict[uuid.UUID, uuid.UUID]) -> tuple[uuid.UUID, bool]:
        for each in chain:
            if owners.get(each) == self._owner_id:
                return each, True
        free = next((each for each in chain if each not in owners), chain[-1])
        return free, False
