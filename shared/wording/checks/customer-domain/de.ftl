check-customer-domain = Die verbundene Organisation hat noch die Domäne des Kunden

finding-domain-lost = Die verbundene Organisation hat die Domäne { $domain } nicht mehr. Sie bleibt verbunden.
finding-no-connection-yet = Die Organisation ist noch nicht verbunden.
