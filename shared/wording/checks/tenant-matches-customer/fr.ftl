check-tenant-matches-customer = L’organisation connectée appartient au client

finding-domain-not-verified = { $domain } n’est pas un domaine vérifié de l’organisation connectée.
