check-customer-domain = The connected organisation still has the customer’s domain

finding-domain-lost = The connected organisation no longer has the domain { $domain }. It stays connected.
finding-no-connection-yet = The organisation is not connected yet.
