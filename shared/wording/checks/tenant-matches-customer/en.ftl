check-tenant-matches-customer = The connected organisation belongs to the customer

finding-domain-not-verified = { $domain } is not a verified domain of the connected organisation.
