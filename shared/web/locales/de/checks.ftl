## What is checked

check-app-registered = Cooperlink ist in Ihrer Organisation registriert
check-app-enabled = Cooperlink ist in Ihrer Organisation aktiviert
check-application-permissions = Alle Anwendungsberechtigungen sind erteilt
check-delegated-permissions = Alle delegierten Berechtigungen sind erteilt
check-permission-upgrade = Keine neuere Berechtigung wartet auf Genehmigung
check-no-excess-permissions = Es sind nur Berechtigungen erteilt, die Cooperlink anfordert
check-user-access = Wer Cooperlink benötigt, darf es verwenden
check-tenant-matches-customer = Die verbundene Organisation ist die des Kunden
check-customer-domain = Die Domäne des Kunden gehört noch zur verbundenen Organisation
check-services-present = Ihre Organisation hat SharePoint Online und Exchange Online
check-system-user-connected = Der Systembenutzer ist verbunden
check-system-user-member = Der Systembenutzer ist ein aktiviertes Mitglied Ihrer Organisation
check-system-user-licensed = Der Systembenutzer hat die nötigen Lizenzen
check-sign-in-policy = Keine Regel hindert den Systembenutzer an der Arbeit im Hintergrund
check-mailbox = Das Postfach des Systembenutzers ist erreichbar
check-site = Der Systembenutzer erreicht die Website
check-library = Der Systembenutzer kann in der Bibliothek lesen und schreiben
check-system-user-reach = Der Systembenutzer öffnet keine anderen Websites
check-administrator-site-access = Der Administrator erreicht dieselben Websites und Bibliotheken

## Who can mend it

acts-administrator = Ein Administrator Ihrer Organisation kann das beheben.
acts-user = Wer das Konto betreut, kann das beheben.
acts-operator = Cooperlink muss das beheben. Sie müssen nichts ändern.
acts-host-app = Cooperlink ändert das in Cooperlink Cloud. Senden Sie dafür die Nachricht unten.
acts-retry = Das geht von selbst vorüber. Wir prüfen automatisch erneut.

## Why something could not be checked

unobserved-identity-absent-app = Das zeigt sich, sobald Cooperlink Zugriff auf Ihre Organisation hat.
unobserved-identity-absent-administrator = Das zeigt nur eine neue Anmeldung eines Administrators. Beheben Sie zuerst die anderen Punkte und klicken Sie dann auf „Erneut prüfen“.
unobserved-identity-absent-system-user = Das zeigt sich, sobald der Systembenutzer verbunden ist.
unobserved-permission-not-asked-for = Um das zu lesen, ist eine Berechtigung nötig, die Cooperlink nicht anfordert.
unobserved-refused = Microsoft hat die Auskunft verweigert. Was zu tun ist, steht in den Zeilen zu den Berechtigungen.
unobserved-recreated = Cooperlink wurde in dieser Organisation gelöscht und neu registriert. Ein Administrator muss erneut genehmigen.
unobserved-not-reached = Bevor sich das prüfen lässt, muss ein anderer Punkt funktionieren.
unobserved-undecided = Die Antwort von Microsoft lässt keinen Schluss zu. Was funktioniert, steht in den anderen Zeilen.
unobserved-microsoft-unavailable = Microsoft hat nicht geantwortet. Wir fragen automatisch erneut.
unobserved-unreadable = Die Antwort von Microsoft war nicht verständlich. Wir fragen automatisch erneut.
unobserved-unexplained = Microsoft gibt weiterhin eine Antwort, die wir nicht kennen. Senden Sie dem Cooperlink-Support die Anforderungs-ID, die unten steht.
unobserved-outdated = Das ließ sich seit mehr als einem Tag nicht bestätigen. Klicken Sie auf „Erneut prüfen“.
unobserved-not-asked = Das wurde geändert und ist noch nicht geprüft. Wir prüfen es automatisch.
unobserved-operator-fault = Der eigene Zugang von Cooperlink zu Microsoft ist gestört. Wir sind informiert.

## What was found: the application

finding-app-not-registered = Cooperlink ist in dieser Organisation nicht registriert.
finding-tenant-gone = Microsoft kennt Ihre Organisation nicht mehr: Sie wurde gelöscht oder stillgelegt.
finding-app-of-another-owner = Die Anwendung, die unter der ID von Cooperlink registriert ist, gehört nicht Cooperlink.
finding-app-disabled = Cooperlink ist in dieser Organisation für die Anmeldung deaktiviert.
finding-app-disabled-by-microsoft = Microsoft hat Cooperlink deaktiviert ({ $status }).
finding-app-deactivated = Die Anwendung von Cooperlink wurde von ihrem Besitzer deaktiviert.
finding-application-permissions-missing = Nicht erteilt: { $permissions }
finding-no-application-permissions = Cooperlink fordert hier keine Anwendungsberechtigung an.
finding-delegated-permissions-missing = Nicht erteilt: { $permissions }
finding-delegated-approval-missing = Laut Microsoft fehlt die Genehmigung.
finding-permission-upgrade-missing = Von einer neueren Version angefordert und noch nicht genehmigt: { $permissions }. Alles andere funktioniert weiter.
finding-excess-permissions = Erteilt, obwohl Cooperlink es nicht anfordert: { $permissions }
finding-nobody-assigned = Eine Zuweisung ist erforderlich, und niemand ist zugewiesen.
finding-system-user-not-assigned = Eine Zuweisung ist erforderlich, und der Systembenutzer { $account } ist nicht zugewiesen.
finding-domain-not-verified = Die Domäne { $domain } ist keine verifizierte Domäne der verbundenen Organisation.
finding-domain-lost = Die verbundene Organisation hat die Domäne { $domain } nicht mehr. Sie bleibt verbunden.
finding-no-connection-yet = Die Organisation ist noch nicht verbunden.
finding-no-expected-domain = Zum Vergleich wurde keine Domäne des Kunden angegeben.
finding-services-missing = In dieser Organisation nicht vorhanden: { $services }
finding-service-subscription-missing = Laut Microsoft fehlt dieser Organisation ein Dienst, oder dessen Abonnement ist abgelaufen.

## What was found: the system user

finding-no-system-user = Für diese Verbindung wurde kein Systembenutzer genannt.
finding-system-user-other-account = Es antwortet ein anderes Konto als das verbundene. Das Konto wurde gelöscht und neu angelegt oder ausgetauscht.
finding-system-user-token-lost = Die gespeicherte Anmeldung des Systembenutzers ist nicht mehr vorhanden.
finding-system-user-guest = Das Konto { $account } ist ein Gast dieser Organisation.
finding-system-user-disabled = Das Konto { $account } ist deaktiviert.
finding-system-user-unlicensed = Der Systembenutzer hat keine Lizenz.
finding-licence-without-service = Keine Lizenz des Systembenutzers enthält { $service }: { $licences }
finding-licence-plan-off = { $service } ({ $plan }) ist in der Lizenz { $licence } des Systembenutzers ausgeschaltet.
finding-licence-plan-pending = { $service } ({ $plan }) wird in der Lizenz { $licence } des Systembenutzers noch eingerichtet.

finding-sign-in-consent-missing = Niemand mit ausreichenden Rechten hat genehmigt, was der Systembenutzer benötigt.
finding-sign-in-declined = Die Berechtigungen, die der Systembenutzer benötigt, wurden abgelehnt.
finding-sign-in-service-missing = Ihrer Organisation fehlt ein Microsoft-Dienst, oder dessen Abonnement ist abgelaufen.
finding-sign-in-app-disabled = Cooperlink ist in dieser Organisation für die Anmeldung deaktiviert.
finding-sign-in-not-assigned = Der Systembenutzer ist Cooperlink nicht zugewiesen, obwohl eine Zuweisung erforderlich ist.
finding-sign-in-wrong-account = Das Konto des Systembenutzers ist von anderer Art oder gehört zu einer anderen Organisation.
finding-sign-in-account-missing = Das Konto des Systembenutzers wurde gelöscht oder ist nicht in diesem Verzeichnis.
finding-sign-in-account-disabled = Das Konto des Systembenutzers ist deaktiviert.
finding-sign-in-legal-age = Das Konto des Systembenutzers gilt als das eines Minderjährigen, und kein Erwachsener hat zugestimmt.
finding-sign-in-address-blocked = Microsoft misstraut der Adresse, von der sich die Server von Cooperlink anmelden.
finding-sign-in-cross-tenant-rule = Eine Regel zwischen Organisationen oder im Netzwerk hält den Systembenutzer auf.
finding-sign-in-password-wrong = Microsoft akzeptiert das Kennwort des Systembenutzers nicht.
finding-sign-in-password-expired = Das Kennwort des Systembenutzers ist abgelaufen.
finding-sign-in-session-revoked = Die Anmeldung des Systembenutzers wurde widerrufen.
finding-sign-in-inactivity = Die Anmeldung des Systembenutzers wurde zu lange nicht genutzt und ist abgelaufen.
finding-sign-in-frequency = Eine Regel Ihrer Organisation beendet die Anmeldung des Systembenutzers nach einer festen Zeit.
finding-sign-in-again = Die Anmeldung des Systembenutzers ist beendet und muss wiederholt werden.
finding-sign-in-mfa-registration = Microsoft verlangt, dass der Systembenutzer einen zweiten Faktor registriert.
finding-sign-in-mfa-required = Microsoft verlangt vom Systembenutzer einen zweiten Faktor, den im Hintergrund niemand angibt.
finding-sign-in-external-challenge = Ein Anbieter außerhalb von Microsoft verlangt, dass der Systembenutzer die Anmeldung bestätigt.
finding-sign-in-identity-provider = Der eigene Identitätsanbieter Ihrer Organisation ist ausgefallen oder weist den Systembenutzer ab.
finding-sign-in-claims-rule = Eine Anspruchsrichtlinie Ihrer Organisation für Cooperlink ist fehlerhaft; Microsoft stellt deshalb kein Token aus.
finding-sign-in-device = Eine Regel Ihrer Organisation lässt die Anmeldung des Systembenutzers nur auf verwalteten Geräten zu.
finding-sign-in-conditional-access = Der bedingte Zugriff sperrt die Anmeldung des Systembenutzers.
finding-sign-in-security-defaults = Die Sicherheitsstandards sperren die Anmeldung des Systembenutzers.
finding-sign-in-risk = Microsoft sieht in der Anmeldung des Systembenutzers ein Risiko und sperrt sie.
finding-sign-in-tenant = Microsoft kennt diese Organisation in der Cloud, in der Cooperlink arbeitet, nicht.
finding-sign-in-ours = Microsoft hat die Anfrage von Cooperlink in dieser Form nicht akzeptiert.
finding-sign-in-passing = Der Anmeldedienst von Microsoft war gestört.
finding-sign-in-microsoft-fault = Der Anmeldedienst von Microsoft meldet einen eigenen Fehler.
finding-sign-in-refused = Microsoft hat die Anmeldung des Systembenutzers abgelehnt.

## What was found: mailbox, sites and libraries
# The line above a finding names the site or the library.

finding-mailbox-missing = Der Systembenutzer hat kein Postfach in Exchange Online.
finding-mailbox-restricted = Ihre Organisation sperrt das Postfach des Systembenutzers für Anwendungen.
finding-site-missing = Unter dieser Adresse gibt es keine Website, oder sie wurde gelöscht.
finding-site-moved = Diese Website hat eine andere Adresse erhalten.
finding-site-is-library = Das ist die Adresse einer Bibliothek, nicht einer Website: { $similar } auf der Website { $above }.
finding-subsite-missing = Unter dieser Adresse gibt es weder eine Website noch eine Bibliothek. Die übergeordnete Website gibt es: { $above }.
finding-site-refused = Der Systembenutzer darf diese Website nicht öffnen.
finding-site-of-another-organisation = Diese Website gehört zu einer anderen Organisation.
finding-site-locked = Diese Website ist gesperrt oder archiviert.
finding-site-without-sharepoint = Ihrer Organisation fehlt SharePoint Online, das diese Website benötigt.
finding-site-read-only = Weder der Systembenutzer noch der Administrator, der genehmigt hat, kann in dieser Website schreiben; sie ist möglicherweise gesperrt.
finding-site-write-refused = Der Systembenutzer kann diese Website lesen, aber in keiner ihrer Bibliotheken schreiben.
finding-site-full = Auf dieser Website ist kein Speicherplatz mehr frei.
finding-library-missing = Die Website hat keine Bibliothek mit diesem Namen.
finding-library-misnamed = Die Website hat keine Bibliothek mit diesem Namen. Meinten Sie { $similar }?
finding-library-read-refused = Der Systembenutzer kann in dieser Bibliothek nicht lesen.
finding-library-write-refused = Der Systembenutzer kann in dieser Bibliothek lesen, aber nicht schreiben.
finding-library-takes-no-upload = Diese Bibliothek nimmt keine Dateien an.
finding-library-locked = Diese Bibliothek ist gesperrt, oder ihre Website ist archiviert.
finding-library-full = Auf der Website dieser Bibliothek ist kein Speicherplatz mehr frei.
finding-system-user-opens-other-sites = Der Systembenutzer kann andere Websites als die genannten öffnen: { $number }
finding-no-sites = Für diese Verbindung wurde keine Website genannt.
finding-administrator-without-access = Der Administrator, der genehmigt hat, kann { $places } nicht nutzen.
