## Who can fix it

acts-administrator = Ein Administrator Ihrer Organisation kann das beheben.
acts-user = Die Person, die das Konto betreut, kann das beheben.
acts-operator = Cooperlink muss das beheben. Sie müssen nichts ändern.
acts-host-app = Cooperlink ändert das in Cooperlink Cloud. Senden Sie Cooperlink die Nachricht.
acts-retry = Das geht von selbst vorüber. Wir prüfen automatisch erneut.

## Why something could not be checked

unobserved-identity-absent-app = Das können wir prüfen, sobald Cooperlink Cloud Zugriff auf Ihre Organisation hat.
unobserved-identity-absent-administrator = Das können wir erst prüfen, wenn sich ein Administrator erneut anmeldet. Beheben Sie zuerst alles andere und klicken Sie dann auf „Erneut prüfen“.
unobserved-identity-absent-system-user = Das können wir prüfen, sobald der Systembenutzer verbunden ist.
unobserved-permission-not-asked-for = Um das zu prüfen, ist eine Berechtigung nötig, die Cooperlink Cloud nicht anfordert.
unobserved-refused = Microsoft hat die Auskunft verweigert. Was zu tun ist, steht bei den Prüfungen zu den Berechtigungen.
unobserved-recreated = Cooperlink Cloud wurde in dieser Organisation gelöscht und neu registriert. Ein Administrator muss es erneut genehmigen.
unobserved-not-reached = Zuerst muss etwas anderes funktionieren, dann können wir das prüfen.
unobserved-undecided = Die Antwort von Microsoft lässt keinen Schluss zu. Was funktioniert, zeigen die anderen Prüfungen.
unobserved-microsoft-unavailable = Microsoft hat nicht geantwortet. Wir fragen automatisch erneut.
unobserved-unreadable = Wir konnten die Antwort von Microsoft nicht auswerten. Wir fragen automatisch erneut.
unobserved-unexplained = Microsoft gibt immer wieder eine Antwort, die wir nicht kennen. Senden Sie dem Cooperlink-Support die Anforderungs-ID unten.
unobserved-outdated = Das wurde seit mehr als einem Tag nicht bestätigt. Klicken Sie auf „Erneut prüfen“.
unobserved-not-asked = Das hat sich geändert und ist noch nicht geprüft. Wir prüfen es automatisch.
unobserved-operator-fault = Der eigene Zugang von Cooperlink zu Microsoft ist gestört. Wir sind informiert.

## What several checks find

finding-no-expected-domain = Uns fehlt eine Domäne des Kunden zum Vergleich.
finding-no-system-user = Für diese Verbindung wurde kein Systembenutzer genannt.
finding-system-user-other-account = Es antwortet ein anderes Konto als das verbundene. Das verbundene Konto wurde gelöscht und neu angelegt oder ersetzt.
finding-sign-in-consent-missing = Niemand mit ausreichenden Rechten hat genehmigt, was der Systembenutzer benötigt.
finding-sign-in-declined = Die Berechtigungen, die der Systembenutzer benötigt, wurden abgelehnt.
finding-sign-in-service-missing = Ihrer Organisation fehlt ein Microsoft-Dienst, oder dessen Abonnement ist abgelaufen.
finding-sign-in-app-disabled = Die Anmeldung bei Cooperlink Cloud ist in dieser Organisation deaktiviert.
finding-sign-in-not-assigned = Der Systembenutzer ist Cooperlink Cloud nicht zugewiesen, obwohl eine Zuweisung erforderlich ist.
finding-sign-in-wrong-account = Das Konto des Systembenutzers hat den falschen Typ oder gehört zu einer anderen Organisation.
finding-sign-in-account-missing = Das Konto des Systembenutzers wurde gelöscht oder ist nicht in diesem Verzeichnis.
finding-sign-in-account-disabled = Das Konto des Systembenutzers ist deaktiviert.
finding-sign-in-legal-age = Das Konto des Systembenutzers ist als Konto eines Minderjährigen gekennzeichnet, und kein Erwachsener hat zugestimmt.
finding-sign-in-address-blocked = Microsoft misstraut der IP-Adresse, von der sich die Server von Cooperlink anmelden.
finding-sign-in-cross-tenant-rule = Eine mandantenübergreifende Regel oder eine Regel im Netzwerk hält den Systembenutzer auf.
finding-sign-in-password-wrong = Microsoft akzeptiert das Kennwort des Systembenutzers nicht.
finding-sign-in-password-expired = Das Kennwort des Systembenutzers ist abgelaufen.
finding-sign-in-session-revoked = Die Anmeldung des Systembenutzers wurde widerrufen.
finding-sign-in-inactivity = Die Anmeldung des Systembenutzers wurde zu lange nicht genutzt und ist abgelaufen.
finding-sign-in-frequency = Eine Regel Ihrer Organisation beendet die Anmeldung des Systembenutzers nach einer festen Zeit.
finding-sign-in-again = Die Anmeldung des Systembenutzers ist beendet. Er muss sich erneut anmelden.
finding-sign-in-mfa-registration = Microsoft verlangt, dass sich der Systembenutzer für die Multi-Faktor-Authentifizierung registriert.
finding-sign-in-mfa-required = Microsoft verlangt vom Systembenutzer Multi-Faktor-Authentifizierung, aber im Hintergrund ist niemand da, der die Anmeldung bestätigt.
finding-sign-in-external-challenge = Ein Anbieter außerhalb von Microsoft verlangt, dass der Systembenutzer die Anmeldung bestätigt.
finding-sign-in-identity-provider = Der eigene Identitätsanbieter Ihrer Organisation ist ausgefallen oder weist den Systembenutzer ab.
finding-sign-in-claims-rule = Die Anspruchsrichtlinie Ihrer Organisation für Cooperlink Cloud ist fehlerhaft. Microsoft stellt deshalb kein Token aus.
finding-sign-in-device = Wegen einer Regel Ihrer Organisation kann sich der Systembenutzer nur auf verwalteten Geräten anmelden.
finding-sign-in-conditional-access = Der bedingte Zugriff sperrt die Anmeldung des Systembenutzers.
finding-sign-in-security-defaults = Die Sicherheitsstandards sperren die Anmeldung des Systembenutzers.
finding-sign-in-risk = Microsoft sieht in der Anmeldung des Systembenutzers ein Risiko und sperrt sie.
finding-sign-in-tenant = Microsoft kennt diese Organisation nicht in der Cloud, in der Cooperlink arbeitet.
finding-sign-in-ours = Microsoft hat die Anfrage von Cooperlink in dieser Form nicht akzeptiert.
finding-sign-in-passing = Der Anmeldedienst von Microsoft hatte eine vorübergehende Störung.
finding-sign-in-microsoft-fault = Der Anmeldedienst von Microsoft meldet einen eigenen Fehler.
finding-sign-in-refused = Microsoft hat die Anmeldung des Systembenutzers abgelehnt.
finding-no-sites = Für diese Verbindung wurde keine Website genannt.
