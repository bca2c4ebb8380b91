check-customer-domain = De gekoppelde organisatie heeft het domein van de klant nog

finding-domain-lost = De gekoppelde organisatie heeft het domein { $domain } niet meer. De koppeling blijft bestaan.
finding-no-connection-yet = De organisatie is nog niet gekoppeld.
