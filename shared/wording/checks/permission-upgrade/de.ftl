check-permission-upgrade = Keine neue Berechtigung wartet auf Genehmigung

problem-permission-upgrade-missing = Eine neuere Version fordert weitere Berechtigungen an
finding-permission-upgrade-missing = Eine neuere Version fordert Berechtigungen an, die noch nicht genehmigt sind: { $permissions }. Alles andere funktioniert weiter.
