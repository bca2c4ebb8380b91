check-services-present = Your organisation has SharePoint Online and Exchange Online

problem-services-missing = Your organisation lacks a Microsoft service
finding-services-missing = Missing in this organisation: { $services }
finding-service-subscription-missing = Microsoft says a service is missing in this organisation, or its subscription has ended.
