check-services-present = Your organisation has SharePoint Online and Exchange Online

finding-services-missing = Missing in this organisation: { $services }
finding-service-subscription-missing = Microsoft says a service is missing in this organisation, or its subscription has ended.
