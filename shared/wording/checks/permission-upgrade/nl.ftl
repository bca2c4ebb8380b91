check-permission-upgrade = Er wacht geen nieuwe machtiging op goedkeuring

finding-permission-upgrade-missing = Een nieuwere versie vraagt om machtigingen die nog niet zijn goedgekeurd: { $permissions }. Al het andere blijft werken.
