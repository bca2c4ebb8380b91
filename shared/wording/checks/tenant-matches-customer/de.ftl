check-tenant-matches-customer = Die verbundene Organisation gehört zum Kunden

finding-domain-not-verified = { $domain } ist keine verifizierte Domäne der verbundenen Organisation.
