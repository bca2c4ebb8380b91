check-services-present = Uw organisatie heeft SharePoint Online en Exchange Online

problem-services-missing = Uw organisatie mist een Microsoft-service
finding-services-missing = Ontbreekt in deze organisatie: { $services }
finding-service-subscription-missing = Volgens Microsoft ontbreekt er een service in deze organisatie, of is het abonnement erop verlopen.
