check-customer-domain = L’organisation connectée a toujours le domaine du client

finding-domain-lost = L’organisation connectée n’a plus le domaine { $domain }. Elle reste connectée.
finding-no-connection-yet = L’organisation n’est pas encore connectée.
