check-system-user-member = The system user is an enabled member of your organisation

finding-system-user-guest = { $account } is a guest in this organisation.
finding-system-user-disabled = The account { $account } is disabled.
