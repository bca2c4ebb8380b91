check-services-present = Votre organisation dispose de SharePoint Online et d’Exchange Online

problem-services-missing = Il manque un service Microsoft à votre organisation
finding-services-missing = Services absents de cette organisation : { $services }
finding-service-subscription-missing = Selon Microsoft, il manque un service à cette organisation, ou son abonnement a pris fin.
