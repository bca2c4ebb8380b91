check-tenant-matches-customer = De gekoppelde organisatie hoort bij de klant

finding-domain-not-verified = { $domain } is geen geverifieerd domein van de gekoppelde organisatie.
