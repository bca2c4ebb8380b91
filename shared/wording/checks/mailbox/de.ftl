check-mailbox = Cooperlink Cloud erreicht das Postfach des Systembenutzers

finding-mailbox-missing = Der Systembenutzer hat kein Postfach in Exchange Online.
finding-mailbox-restricted = Ihre Organisation sperrt das Postfach des Systembenutzers für Anwendungen.
