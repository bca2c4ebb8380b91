## What is checked

check-app-registered = Cooperlink Cloud ist in Ihrer Organisation registriert
check-app-enabled = Cooperlink Cloud ist in Ihrer Organisation aktiviert
check-application-permissions = Alle Anwendungsberechtigungen sind erteilt
check-delegated-permissions = Alle delegierten Berechtigungen sind erteilt
check-permission-upgrade = Keine neue Berechtigung wartet auf Genehmigung
check-no-excess-permissions = Cooperlink Cloud hat nur Berechtigungen, die es anfordert
check-user-access = Alle, die Cooperlink Cloud brauchen, dürfen es verwenden
check-tenant-matches-customer = Die verbundene Organisation gehört zum Kunden
check-customer-domain = Die verbundene Organisation hat noch die Domäne des Kunden
check-services-present = Ihre Organisation hat SharePoint Online und Exchange Online
check-system-user-connected = Der Systembenutzer ist verbunden
check-system-user-member = Der Systembenutzer ist ein aktiviertes Mitglied Ihrer Organisation
check-system-user-licensed = Der Systembenutzer hat die nötigen Lizenzen
check-sign-in-policy = Keine Regel verhindert die Anmeldung des Systembenutzers im Hintergrund
check-mailbox = Cooperlink Cloud erreicht das Postfach des Systembenutzers
check-site = Der Systembenutzer kann die Website nutzen
check-library = Der Systembenutzer kann in der Bibliothek lesen und schreiben
check-system-user-reach = Der Systembenutzer kann keine anderen Websites öffnen
check-administrator-site-access = Der Administrator kann dieselben Websites und Bibliotheken nutzen

## Who can mend it

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
unobserved-outdated = Seit mehr als einem Tag ist das nicht bestätigt. Klicken Sie auf „Erneut prüfen“.
unobserved-not-asked = Das hat sich geändert und ist noch nicht geprüft. Wir prüfen es automatisch.
unobserved-operator-fault = Der eigene Zugang von Cooperlink zu Microsoft ist gestört. Wir sind informiert.

## What was found: the application

finding-app-not-registered = Cooperlink Cloud ist in dieser Organisation nicht registriert.
finding-tenant-gone = Microsoft kennt Ihre Organisation nicht mehr: Sie wurde gelöscht oder stillgelegt.
finding-app-of-another-owner = Die Anwendung, die unter der ID von Cooperlink Cloud registriert ist, gehört nicht Cooperlink.
finding-app-disabled = Die Anmeldung bei Cooperlink Cloud ist in dieser Organisation deaktiviert.
finding-app-disabled-by-microsoft = Microsoft hat Cooperlink Cloud deaktiviert ({ $status }).
finding-app-deactivated = Cooperlink hat die Anwendung Cooperlink Cloud deaktiviert.
finding-application-permissions-missing = Nicht erteilte Berechtigungen: { $permissions }
finding-no-application-permissions = Cooperlink Cloud fordert hier keine Anwendungsberechtigungen an.
finding-delegated-permissions-missing = Nicht erteilte Berechtigungen: { $permissions }
finding-delegated-approval-missing = Laut Microsoft fehlt die Genehmigung.
finding-permission-upgrade-missing = Eine neuere Version fordert Berechtigungen an, die noch nicht genehmigt sind: { $permissions }. Alles andere funktioniert weiter.
finding-excess-permissions = Erteilte Berechtigungen, die Cooperlink Cloud nicht anfordert: { $permissions }
finding-nobody-assigned = Eine Zuweisung ist erforderlich, und niemand ist zugewiesen.
finding-system-user-not-assigned = Eine Zuweisung ist erforderlich, und der Systembenutzer { $account } ist nicht zugewiesen.
finding-domain-not-verified = { $domain } ist keine verifizierte Domäne der verbundenen Organisation.
finding-domain-lost = Die verbundene Organisation hat die Domäne { $domain } nicht mehr. Sie bleibt verbunden.
finding-no-connection-yet = Die Organisation ist noch nicht verbunden.
finding-no-expected-domain = Uns fehlt eine Domäne des Kunden zum Vergleich.
finding-services-missing = Das fehlt in dieser Organisation: { $services }
finding-service-subscription-missing = Laut Microsoft fehlt dieser Organisation ein Dienst, oder dessen Abonnement ist abgelaufen.

## What was found: the system user

finding-no-system-user = Für diese Verbindung wurde kein Systembenutzer genannt.
finding-system-user-other-account = Es antwortet ein anderes Konto als das verbundene. Das verbundene Konto wurde gelöscht und neu angelegt oder ersetzt.
finding-system-user-token-lost = Die gespeicherte Anmeldung des Systembenutzers ist nicht mehr vorhanden.
finding-system-user-guest = { $account } ist ein Gast in dieser Organisation.
finding-system-user-disabled = Das Konto { $account } ist deaktiviert.
finding-system-user-unlicensed = Der Systembenutzer hat keine Lizenz.
finding-licence-without-service = Der Systembenutzer hat keine Lizenz für { $service }. Er hat: { $licences }
finding-licence-plan-off = { $service } ({ $plan }) ist in der Lizenz { $licence } des Systembenutzers ausgeschaltet.
finding-licence-plan-pending = { $service } ({ $plan }) wird in der Lizenz { $licence } des Systembenutzers noch eingerichtet.

finding-sign-in-consent-missing = Niemand mit ausreichenden Rechten hat genehmigt, was der Systembenutzer benötigt.
finding-sign-in-declined = Die Berechtigungen, die der Systembenutzer benötigt, wurden abgelehnt.
finding-sign-in-service-missing = Ihrer Organisation fehlt ein Microsoft-Dienst, oder dessen Abonnement ist abgelaufen.
finding-sign-in-app-disabled = Die Anmeldung bei Cooperlink Cloud ist in dieser Organisation deaktiviert.
finding-sign-in-not-assigned = Der Systembenutzer ist Cooperlink Cloud nicht zugewiesen, obwohl eine Zuweisung erforderlich ist.
finding-sign-in-wrong-account = Das Konto des Systembenutzers ist von der falschen Art oder gehört zu einer anderen Organisation.
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
finding-sign-in-mfa-required = Microsoft verlangt vom Systembenutzer Multi-Faktor-Authentifizierung, aber im Hintergrund ist niemand da, der bestätigt.
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

## What was found: mailbox, sites and libraries
# The line above a finding names the site or the library.

finding-mailbox-missing = Der Systembenutzer hat kein Postfach in Exchange Online.
finding-mailbox-restricted = Ihre Organisation sperrt das Postfach des Systembenutzers für Anwendungen.
finding-site-missing = Unter dieser Adresse gibt es keine Website, oder sie wurde gelöscht.
finding-site-moved = Diese Website hat jetzt eine andere Adresse.
finding-site-is-library = Das ist die Adresse einer Bibliothek, nicht einer Website: { $similar } auf der Website { $above }.
finding-subsite-missing = Unter dieser Adresse gibt es weder eine Website noch eine Bibliothek. Die übergeordnete Website gibt es: { $above }.
finding-site-refused = Der Systembenutzer kann diese Website nicht öffnen.
finding-site-of-another-organisation = Diese Website gehört zu einer anderen Organisation.
finding-site-locked = Diese Website ist gesperrt oder archiviert.
finding-site-without-sharepoint = Ihrer Organisation fehlt SharePoint Online, das diese Website benötigt.
finding-site-read-only = Weder der Systembenutzer noch der Administrator, der genehmigt hat, kann auf dieser Website schreiben. Sie ist möglicherweise gesperrt.
finding-site-write-refused = Der Systembenutzer kann diese Website lesen, aber in keiner ihrer Bibliotheken schreiben.
finding-site-full = Diese Website ist voll.
finding-library-missing = Die Website hat keine Bibliothek mit diesem Namen.
finding-library-misnamed = Die Website hat keine Bibliothek mit diesem Namen. Meinten Sie { $similar }?
finding-library-read-refused = Der Systembenutzer kann diese Bibliothek nicht lesen.
finding-library-write-refused = Der Systembenutzer kann diese Bibliothek lesen, aber nicht darin schreiben.
finding-library-takes-no-upload = Diese Bibliothek nimmt keine hochgeladenen Dateien an.
finding-library-locked = Diese Bibliothek ist gesperrt, oder ihre Website ist archiviert.
finding-library-full = Die Website dieser Bibliothek ist voll.
finding-system-user-opens-other-sites = Der Systembenutzer kann auch andere als die genannten Websites öffnen: { $number }
finding-no-sites = Für diese Verbindung wurde keine Website genannt.
finding-administrator-without-access = Der Administrator, der genehmigt hat, kann { $places } nicht nutzen.
