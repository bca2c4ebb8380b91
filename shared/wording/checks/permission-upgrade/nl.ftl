check-permission-upgrade = Er wacht geen nieuwe machtiging op goedkeuring

problem-permission-upgrade-missing = Een nieuwere versie vraagt om meer machtigingen
finding-permission-upgrade-missing = Een nieuwere versie vraagt om machtigingen die nog niet zijn goedgekeurd: { $permissions }. Al het andere blijft werken.
