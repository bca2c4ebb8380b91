check-services-present = Ihre Organisation hat SharePoint Online und Exchange Online

problem-services-missing = Ihrer Organisation fehlt ein Microsoft-Dienst
finding-services-missing = Das fehlt in dieser Organisation: { $services }
finding-service-subscription-missing = Laut Microsoft fehlt dieser Organisation ein Dienst, oder dessen Abonnement ist abgelaufen.
