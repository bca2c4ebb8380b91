check-app-enabled = Cooperlink Cloud ist in Ihrer Organisation aktiviert

finding-app-disabled = Die Anmeldung bei Cooperlink Cloud ist in dieser Organisation deaktiviert.
finding-app-disabled-by-microsoft = Microsoft hat Cooperlink Cloud deaktiviert ({ $status }).
finding-app-deactivated = Cooperlink hat die Anwendung Cooperlink Cloud deaktiviert.
