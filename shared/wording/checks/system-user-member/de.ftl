check-system-user-member = Der Systembenutzer ist ein aktiviertes Mitglied Ihrer Organisation

finding-system-user-guest = { $account } ist ein Gast in dieser Organisation.
finding-system-user-disabled = Das Konto { $account } ist deaktiviert.
