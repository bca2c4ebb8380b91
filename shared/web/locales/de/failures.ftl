## What went otherwise than hoped: what happened, what it means, what to do now

failure-what-to-do = Was Sie jetzt tun können
failure-sign-in = Erneut anmelden
failure-another-account = Mit anderem Konto anmelden
failure-check = Erneut prüfen
failure-status = Stand der Verbindung anzeigen
failure-prepare = Zurück zur Vorbereitung
failure-addresses = Falls eine Ihrer Regeln nur bekannte Adressen zulässt: Im Hintergrund meldet sich { $app } von diesen aus an.
failure-server-addresses = Adressen unseres Servers:
failure-no-addresses = Fragen Sie Cooperlink nach den Adressen unseres Servers.
notice-reference = Referenz von Microsoft:

stuck-heading = Hat Microsoft Sie auf seiner eigenen Seite behalten?
stuck-text = Sie haben die Anmeldung begonnen und sind nicht zurückgekommen. Microsoft schickt niemanden zurück, dessen Konto zu einer anderen Organisation gehört, { $app } nicht verwenden oder nicht genehmigen darf.
stuck-what-to-do = Melden Sie sich noch einmal mit einem anderen Konto an, oder leiten Sie diese Seite an jemanden weiter, der genehmigen darf.

notice-declined-heading = Die Genehmigung wurde nicht erteilt
notice-declined-text = Auf der Seite von Microsoft wurde „Abbrechen“ gewählt, oder das Konto darf nicht für die ganze Organisation genehmigen. Es wurde nichts geändert.
notice-declined-what-to-do = Haben Sie versehentlich „Abbrechen“ gewählt, versuchen Sie es noch einmal. Hat Microsoft Sie nicht genehmigen lassen, senden Sie diese Seite an jemanden, der es darf: einen Administrator für privilegierte Rollen oder einen globalen Administrator.

notice-went-back-heading = Sie sind vor dem Abschluss zurückgekommen
notice-went-back-text = Sie haben die Seite von Microsoft verlassen, oder Ihr Konto darf nicht genehmigen. Es wurde nichts geändert.
notice-went-back-what-to-do = Machen Sie weiter, wenn Sie so weit sind. Hat Microsoft Sie nicht genehmigen lassen, senden Sie diese Seite an jemanden, der es darf: einen Administrator für privilegierte Rollen oder einen globalen Administrator.

notice-wrong-tenant-heading = Dieses Konto gehört zu einer anderen Organisation
notice-wrong-tenant-text = Dieser Link gilt für eine bestimmte Organisation, und Sie haben sich bei einer anderen angemeldet. Es wurde nichts verbunden.
notice-wrong-tenant-what-to-do = Melden Sie sich mit einem Administratorkonto der Organisation an, für die diese Verbindung gilt. Arbeiten Sie für mehrere, wählen Sie das Konto auf der Seite von Microsoft aus; nimmt Microsoft immer dasselbe, hilft ein privates Browserfenster.

notice-personal-account-heading = Das ist ein persönliches Konto
notice-personal-account-text = Zu persönlichen Microsoft-Konten, etwa von outlook.com, gehört keine Organisation, die sich verbinden lässt.
notice-personal-account-what-to-do = Melden Sie sich mit Ihrem Geschäftskonto an.

notice-outside-account-heading = Dieses Konto kommt von außerhalb der Organisation
notice-outside-account-text = Microsoft hat das Konto eingelassen, zeigt ihm aber nichts von der Organisation: Es ist ein Gast oder gehört zu einem Partner. Es wurde nichts geändert.
notice-outside-account-what-to-do = Melden Sie sich mit einem Administratorkonto der Organisation selbst an, oder senden Sie diese Seite an jemanden, der eines hat.

notice-tenant-taken-heading = Diese Organisation ist schon verbunden
notice-tenant-taken-text = Die Organisation, bei der Sie sich angemeldet haben, ist für einen anderen Kunden von Cooperlink verbunden. Es wurde nichts geändert.
notice-tenant-taken-what-to-do = Wollten Sie sie hier verbinden, bitten Sie Cooperlink um Hilfe.

notice-tenant-mismatch-heading = Widersprüchliche Antworten von Microsoft
notice-tenant-mismatch-text = In der Antwort stand eine andere Organisation als die, bei der Sie sich angemeldet haben; deshalb haben wir abgebrochen. Es wurde nichts verbunden.
notice-tenant-mismatch-what-to-do = Beginnen Sie noch einmal und verwenden Sie dabei nur ein Konto. Geschieht es wieder, bitten Sie Cooperlink um Hilfe.

notice-approval-required-heading = Zum Genehmigen sind mehr Rechte nötig
notice-approval-required-text = In Ihrer Organisation dürfen nur bestimmte Administratoren Anwendungen genehmigen, und Ihr Konto gehört nicht dazu. Hat Microsoft Ihnen angeboten, die Genehmigung anzufordern, liegt die Anforderung jetzt bei einem Administrator.
notice-approval-required-what-to-do = Wird die Genehmigung anderswo erteilt, über eine Anforderung oder im Admin Center, kommen Sie danach hierher zurück: Melden Sie sich an oder klicken Sie auf „Erneut prüfen“, und es geht an derselben Stelle weiter. Andernfalls senden Sie diese Seite an jemanden, der genehmigen darf, oder melden Sie sich mit einem solchen Konto an.

notice-proof-pending-heading = Microsoft hat noch nicht alles bestätigt
notice-proof-pending-text = Ihre Genehmigung wurde gesendet, aber Microsoft zeigt sie noch nicht vollständig an. Das ist in den ersten Minuten üblich.
notice-proof-pending-what-to-do = Warten Sie eine Minute und klicken Sie dann auf „Erneut prüfen“.

notice-microsoft-unavailable-heading = Microsoft hat nicht geantwortet
notice-microsoft-unavailable-text = Der Dienst von Microsoft war nicht erreichbar oder gestört. Es wurde nichts geändert.
notice-microsoft-unavailable-what-to-do = Versuchen Sie es in einigen Minuten noch einmal. Dieser Link bleibt gültig.

notice-our-fault-heading = Der Fehler liegt bei uns
notice-our-fault-text = Der eigene Zugang von Cooperlink zu Microsoft ist gestört. An Ihrer Organisation liegt es nicht, und es wurde nichts geändert. Wir sind informiert.
notice-our-fault-what-to-do = Versuchen Sie es in einer Stunde noch einmal. Dieser Link bleibt gültig.

notice-refused-heading = Microsoft hat die Anmeldung abgelehnt
notice-refused-text = Eine Regel Ihrer Organisation oder der Zustand des Kontos hat die Anmeldung verhindert. Es wurde nichts geändert.
notice-refused-what-to-do = Suchen Sie im Microsoft Entra Admin Center in den Anmeldeprotokollen nach der Referenz unten, oder versuchen Sie es mit einem anderen Administratorkonto.

notice-refused-at-server-heading = Eine Regel Ihrer Organisation hat unseren Server aufgehalten
notice-refused-at-server-text = Microsoft hat Sie eingelassen und dieselbe Anmeldung dann noch einmal nach der Adresse unseres Servers beurteilt. Es wurde nichts geändert.
notice-refused-at-server-what-to-do = Eine erneute Anmeldung allein genügt nicht. Wer die Regel betreut, kann die Adressen unseres Servers im Microsoft Entra Admin Center als benannten Standort hinzufügen (Bedingter Zugriff, Benannte Standorte) und diesen Standort von der Regel ausschließen, oder das Konto davon ausschließen. Melden Sie sich danach erneut an.

notice-refused-consent-missing-heading = Die Genehmigung fehlt noch
notice-refused-consent-missing-text = In Ihrer Organisation dürfen nur bestimmte Administratoren { $app } genehmigen, und keiner von ihnen hat es getan.
notice-refused-consent-missing-what-to-do = Senden Sie die Adresse dieser Seite an einen Administrator für privilegierte Rollen oder einen globalen Administrator, oder melden Sie sich mit einem solchen Konto an.

notice-refused-declined-heading = Die Berechtigungen wurden nicht akzeptiert
notice-refused-declined-text = Auf der Seite von Microsoft wurde „Abbrechen“ gewählt. Es wurde nichts geändert.
notice-refused-declined-what-to-do = Beginnen Sie noch einmal, wenn Sie so weit sind, und wählen Sie auf der Seite von Microsoft „Akzeptieren“.

notice-refused-service-missing-heading = Ihrer Organisation fehlt ein Microsoft-Dienst
notice-refused-service-missing-text = Ein Dienst, mit dem { $app } arbeitet, ist nicht vorhanden oder ausgeschaltet, oft weil ein Abonnement abgelaufen ist.
notice-refused-service-missing-what-to-do = Prüfen Sie im Microsoft 365 Admin Center unter „Abrechnung“, ob SharePoint Online und Exchange Online aktiv sind; versuchen Sie es dann noch einmal.

notice-refused-app-disabled-heading = { $app } ist in Ihrer Organisation deaktiviert
notice-refused-app-disabled-text = Ein Administrator hat die Anwendung für die Anmeldung deaktiviert.
notice-refused-app-disabled-what-to-do = Öffnen Sie im Microsoft Entra Admin Center „Unternehmens-Apps“, { $app }, „Eigenschaften“, stellen Sie „Aktiviert für die Benutzeranmeldung?“ auf „Ja“ und versuchen Sie es noch einmal.

notice-refused-not-assigned-heading = Ihr Konto darf { $app } nicht verwenden
notice-refused-not-assigned-text = Ihre Organisation verlangt für { $app } eine Zuweisung, und Ihr Konto ist nicht zugewiesen.
notice-refused-not-assigned-what-to-do = Öffnen Sie im Microsoft Entra Admin Center „Unternehmens-Apps“, { $app }, „Benutzer und Gruppen“, fügen Sie Ihr Konto hinzu und versuchen Sie es noch einmal. Gruppen innerhalb von Gruppen zählen nicht.

notice-refused-wrong-account-heading = Dieses Konto gehört nicht hierher
notice-refused-wrong-account-text = Es ist das Konto eines Gastes, eines Partners oder einer anderen Organisation, und Microsoft lässt dies hier nicht zu.
notice-refused-wrong-account-what-to-do = Melden Sie sich mit einem Administratorkonto der Organisation selbst an; wählt Microsoft ein anderes, hilft ein privates Browserfenster.

notice-refused-cross-tenant-rule-heading = Anmeldung zwischen Organisationen gesperrt
notice-refused-cross-tenant-rule-text = Ihre Organisation oder das Netzwerk, in dem Sie sich befinden, beschränkt Anmeldungen zwischen Organisationen.
notice-refused-cross-tenant-rule-what-to-do = Fragen Sie die Person, die mandantenübergreifenden Zugriff und Mandanteneinschränkungen betreut, oder verwenden Sie ein Konto der Organisation selbst in deren eigenem Netzwerk.

notice-refused-account-missing-heading = Ihre Organisation kennt dieses Konto nicht
notice-refused-account-missing-text = Es wurde gelöscht oder war nie im Verzeichnis der Organisation.
notice-refused-account-missing-what-to-do = Melden Sie sich mit einem Konto der Organisation selbst an, oder lassen Sie dieses Konto von einem Administrator wiederherstellen: Microsoft 365 Admin Center, „Gelöschte Benutzer“.

notice-refused-password-wrong-heading = Das Kennwort wurde nicht akzeptiert
notice-refused-password-wrong-text = Es war falsch oder wurde nicht angegeben.
notice-refused-password-wrong-what-to-do = Beginnen Sie hier noch einmal, mit dem aktuellen Kennwort. Kennt es niemand, kann ein Administrator es zurücksetzen.

notice-refused-password-expired-heading = Das Kennwort ist abgelaufen
notice-refused-password-expired-text = Microsoft verlangt ein neues, bevor das Konto sich anmelden kann.
notice-refused-password-expired-what-to-do = Melden Sie sich einmal unter office.com an, ändern Sie das Kennwort, wie Microsoft es verlangt, und beginnen Sie hier noch einmal.

notice-refused-locked-heading = Das Konto ist vorübergehend gesperrt
notice-refused-locked-text = Microsoft hat zu viele Versuche mit falschem Kennwort bemerkt oder eine Adresse, der es nicht vertraut.
notice-refused-locked-what-to-do = Warten Sie eine Viertelstunde und versuchen Sie es noch einmal. Bleibt es dabei, findet ein Administrator unter „Anmeldeprotokolle“, ob das Kennwort oder die Adresse der Grund ist.

notice-refused-account-disabled-heading = Dieses Konto ist deaktiviert
notice-refused-account-disabled-text = Ein Administrator hat die Anmeldung mit diesem Konto gesperrt.
notice-refused-account-disabled-what-to-do = Lassen Sie es im Microsoft Entra Admin Center wieder aktivieren, oder verwenden Sie ein anderes Konto.

notice-refused-legal-age-heading = Dieses Konto gehört einem Minderjährigen
notice-refused-legal-age-text = Das Konto ist als das einer nicht volljährigen Person gekennzeichnet, und kein Erwachsener hat zugestimmt.
notice-refused-legal-age-what-to-do = Melden Sie sich mit einem anderen Administratorkonto an, oder lassen Sie die Altersgruppe im Microsoft Entra Admin Center in den Eigenschaften des Kontos berichtigen.

notice-refused-session-revoked-heading = Die Anmeldung wurde beendet
notice-refused-session-revoked-text = Ein Administrator oder das Konto selbst hat die Sitzungen widerrufen, oder das Kennwort wurde zurückgesetzt.
notice-refused-session-revoked-what-to-do = Melden Sie sich über die Schaltfläche unten erneut an.

notice-refused-inactivity-heading = Die Anmeldung wurde zu lange nicht genutzt
notice-refused-inactivity-text = Microsoft beendet eine Anmeldung, die längere Zeit nicht genutzt wurde.
notice-refused-inactivity-what-to-do = Melden Sie sich über die Schaltfläche unten erneut an.

notice-refused-frequency-heading = Ihre Organisation verlangt eine neue Anmeldung
notice-refused-frequency-text = Eine Regel Ihrer Organisation beendet Anmeldungen nach einer festen Zeit.
notice-refused-frequency-what-to-do = Melden Sie sich über die Schaltfläche unten erneut an. Ein Konto, das im Hintergrund arbeitet, muss von dieser Regel ausgeschlossen werden („Bedingter Zugriff“, „Anmeldehäufigkeit“).

notice-refused-again-heading = Bitte melden Sie sich erneut an
notice-refused-again-text = Die Anmeldung hat zu lange gedauert oder wurde schon verwendet, oder Microsoft verlangt eine neue.
notice-refused-again-what-to-do = Klicken Sie auf die Schaltfläche unten.

notice-refused-mfa-registration-heading = Ein zweiter Faktor muss registriert werden
notice-refused-mfa-registration-text = Für das Konto gibt es noch keine Methode, mit der sich die Anmeldung bestätigen lässt.
notice-refused-mfa-registration-what-to-do = Registrieren Sie eine unter aka.ms/mfasetup und beginnen Sie hier noch einmal. Verlangt eine Unternehmensrichtlinie das auch von einem Konto, das im Hintergrund arbeitet, wenden Sie sich an den Cooperlink-Support, damit ein Administrator zugewiesen wird.

notice-refused-mfa-required-heading = Microsoft verlangt einen zweiten Faktor
notice-refused-mfa-required-text = Die Anmeldung mit diesem Konto muss bestätigt werden.
notice-refused-mfa-required-what-to-do = Melden Sie sich erneut an und folgen Sie den Schritten von Microsoft. Verlangt eine Unternehmensrichtlinie das auch von einem Konto, das im Hintergrund arbeitet, wenden Sie sich an den Cooperlink-Support, damit ein Administrator zugewiesen wird.

notice-refused-external-challenge-heading = Ein anderer Anbieter verlangt eine Bestätigung
notice-refused-external-challenge-text = Ihre Organisation leitet Anmeldungen an einen Anbieter außerhalb von Microsoft weiter, und dieser Schritt wurde nicht abgeschlossen.
notice-refused-external-challenge-what-to-do = Melden Sie sich erneut an und folgen Sie den Schritten des Anbieters.

notice-refused-identity-provider-heading = Das eigene Anmeldesystem Ihrer Organisation hat das Konto nicht bestätigt
notice-refused-identity-provider-text = Ihre Organisation bestätigt Anmeldungen mit einem eigenen System, zum Beispiel AD FS, Agents für die Passthrough-Authentifizierung oder Zertifikaten. Es ist ausgefallen oder hat abgelehnt.
notice-refused-identity-provider-what-to-do = Bitten Sie die Betreuer dieses Systems, mit der Referenz unten in dessen Protokoll nachzusehen, oder melden Sie sich mit einem Administratorkonto an, das es nur in der Cloud gibt.

notice-refused-claims-rule-heading = Eine Anspruchsrichtlinie Ihrer Organisation ist fehlerhaft
notice-refused-claims-rule-text = Ihre Organisation hat den Token für { $app } Ansprüche hinzugefügt, die Microsoft nicht bilden kann.
notice-refused-claims-rule-what-to-do = Öffnen Sie im Microsoft Entra Admin Center „Unternehmens-Apps“, { $app }, „Einmaliges Anmelden“, „Attribute & Ansprüche“, entfernen Sie, was hinzugefügt wurde, und versuchen Sie es noch einmal.

notice-refused-device-heading = Dieses Gerät ist nicht zugelassen
notice-refused-device-text = Die Regeln Ihrer Organisation erlauben die Anmeldung nur auf verwalteten oder als kompatibel markierten Geräten.
notice-refused-device-what-to-do = Öffnen Sie diese Seite auf einem Gerät, das Ihre Organisation verwaltet, oder bitten Sie einen Administrator, das Konto von der Regel auszuschließen.

notice-refused-conditional-access-heading = Eine Sicherheitsregel sperrt die Anmeldung
notice-refused-conditional-access-text = Eine Richtlinie für bedingten Zugriff Ihrer Organisation hat sie gesperrt.
notice-refused-conditional-access-what-to-do = Öffnen Sie im Microsoft Entra Admin Center die Anmeldeprotokolle, suchen Sie den Eintrag mit der Referenz unten und sehen Sie auf der Registerkarte „Bedingter Zugriff“ nach, welche Richtlinie angewendet wurde. Wer diese Richtlinie betreut, kann den Standort zulassen oder das Konto ausschließen; eine Anwendung auszuschließen ändert nichts.

notice-refused-security-defaults-heading = Sicherheitsstandards sperren die Anmeldung
notice-refused-security-defaults-text = Ihre Organisation verwendet die Sicherheitsstandards von Microsoft, die von allen einen zweiten Faktor verlangen und ältere Anmeldeverfahren sperren.
notice-refused-security-defaults-what-to-do = Melden Sie sich erneut an und folgen Sie den Schritten von Microsoft. Bleibt es dabei, wenden Sie sich an den Cooperlink-Support.

notice-refused-risk-heading = Microsoft sieht in dieser Anmeldung ein Risiko
notice-refused-risk-text = Das Konto, der Ort oder die Art der Anmeldung ist für Microsoft ungewöhnlich.
notice-refused-risk-what-to-do = Ein Administrator sieht im Microsoft Entra Admin Center unter „ID Protection“, „Riskante Benutzer“ nach und verwirft das Risiko, wenn keines besteht.

notice-refused-tenant-heading = Microsoft kennt diese Organisation hier nicht
notice-refused-tenant-text = Es gibt sie nicht, oder sie befindet sich in einer anderen Cloud von Microsoft (US Government, China).
notice-refused-tenant-what-to-do = Bitten Sie Cooperlink um Hilfe und nennen Sie die Referenz unten.

notice-refused-ours-heading = Der Fehler liegt bei uns
notice-refused-ours-text = Microsoft hat unsere Anfrage in dieser Form nicht akzeptiert. An Ihrer Organisation liegt es nicht, und es wurde nichts geändert.
notice-refused-ours-what-to-do = Bitten Sie Cooperlink um Hilfe und nennen Sie die Referenz unten. Dieser Link bleibt gültig.

notice-refused-passing-heading = Der Dienst von Microsoft war gestört
notice-refused-passing-text = Das geht von selbst vorüber. Es wurde nichts geändert.
notice-refused-passing-what-to-do = Versuchen Sie es in einigen Minuten noch einmal. Bleibt es dabei, nennen Sie dem Support von Microsoft die Referenz unten.

notice-refused-microsoft-fault-heading = Fehler im Anmeldedienst von Microsoft
notice-refused-microsoft-fault-text = Der Fehler liegt im Dienst von Microsoft und geht möglicherweise nicht von selbst vorüber. Es wurde nichts geändert.
notice-refused-microsoft-fault-what-to-do = Versuchen Sie es später noch einmal. Bleibt es dabei, bitten Sie Cooperlink um Hilfe und nennen Sie die Referenz unten.

notice-signed-in-as = Angemeldet
notice-expected = Erwartet

notice-other-account-heading = Ein anderes Konto hat sich angemeldet
notice-other-account-text = Der Systembenutzer ist ein anderes Konto als das, das sich angemeldet hat. Es wurde nichts geändert.
notice-other-account-what-to-do = Beginnen Sie noch einmal, mit einem anderen Konto. Wählt Microsoft immer dasselbe, hilft ein privates Browserfenster.

notice-account-elsewhere-heading = Dieses Konto gehört zu einer anderen Organisation
notice-account-elsewhere-text = Der Systembenutzer muss ein Konto der Organisation sein, für die genehmigt wurde. Es wurde nichts geändert.
notice-account-elsewhere-what-to-do = Beginnen Sie noch einmal, mit einem anderen Konto. Wählt Microsoft immer dasselbe, hilft ein privates Browserfenster.

notice-guest-account-heading = Dieses Konto ist ein Gast
notice-guest-account-text = Der Systembenutzer muss Mitglied der Organisation sein. Ein Gast hat dort weder Lizenz noch Postfach. Es wurde nichts geändert.
notice-guest-account-what-to-do = Bitten Sie einen Administrator um ein Konto, das Mitglied ist, und sorgen Sie dafür, dass Cooperlink dessen Namen erfährt.

notice-not-kept-signed-in-heading = Das Konto bleibt nicht verbunden
notice-not-kept-signed-in-text = Die Anmeldung war erfolgreich, aber es fehlt, was { $app } für die Arbeit im Hintergrund braucht. Es wurde nichts geändert.
notice-not-kept-signed-in-what-to-do = Beginnen Sie noch einmal. Geschieht es wieder, muss ein Administrator { $app } erneut genehmigen, mit allen Berechtigungen auf der Seite von Microsoft.

notice-replacement-not-agreed-heading = Ein anderes Konto ist schon verbunden
notice-replacement-not-agreed-text = Als Systembenutzer ist ein anderes Konto verbunden. Bevor es ersetzt wird, muss Cooperlink zustimmen. Es wurde nichts geändert.
notice-replacement-not-agreed-what-to-do = Bitten Sie Cooperlink um einen neuen Link für den Systembenutzer und melden Sie sich darüber an.

notice-not-saved-heading = Die Anmeldung wurde nicht gespeichert
notice-not-saved-text = Die Anmeldung bei Microsoft war erfolgreich, aber wir konnten das Konto nicht verbunden halten. Es wurde nichts geändert.
notice-not-saved-what-to-do = Versuchen Sie es in einer Minute noch einmal. Dieser Link bleibt gültig.

notice-start-again-heading = Bitte beginnen Sie noch einmal
notice-start-again-text = Dieser Versuch konnte nicht abgeschlossen werden: Er hat zu lange gedauert, wurde in einem anderen Tab ein zweites Mal begonnen oder wurde schon verwendet. Es ging nichts verloren.
notice-start-again-what-to-do = Klicken Sie auf die Schaltfläche unten.

## Pages that stand alone

message-back = Zurück zum Anfang

message-link-not-usable-heading = Dieser Link ist nicht verwendbar
message-link-not-usable-text = Er ist abgelaufen, wurde zurückgezogen oder nicht vollständig kopiert.
message-link-not-usable-what-to-do = Bitten Sie die Person, die ihn gesendet hat, um einen neuen Link.

message-other-browser-heading = Bitte dort fortfahren, wo Sie begonnen haben
message-other-browser-text = Dieser Schritt wurde in einem anderen Browser oder auf einem anderen Computer begonnen, oder vor mehr als einer halben Stunde.
message-other-browser-what-to-do = Öffnen Sie den Link, den Sie erhalten haben, noch einmal in diesem Browser und beginnen Sie dort. Es ging nichts verloren.

message-answer-not-usable-heading = Dieser Schritt ist vorbei
message-answer-not-usable-text = Er wurde schon ausgeführt oder hat zu lange gedauert, oder Sie sind mit „Zurück“ im Browser hierher gelangt.
message-answer-not-usable-what-to-do = Öffnen Sie den Link, den Sie erhalten haben, noch einmal. Es ging nichts verloren.

message-form-not-usable-heading = Diese Schaltfläche ist veraltet
message-form-not-usable-text = Die Seite war zu lange geöffnet oder wurde in einem anderen Tab geändert, oder Ihr Browser speichert keine Cookies dieser Website. Es wurde nichts geändert.
message-form-not-usable-what-to-do = Öffnen Sie Ihren Link noch einmal und machen Sie dort weiter. Erscheint diese Seite wieder, lassen Sie Cookies für diese Website zu.

message-unknown-domain-heading = Microsoft kennt die Domäne nicht
message-unknown-domain-text = Cooperlink wurde eine Domäne Ihres Unternehmens genannt, die zu keiner Microsoft 365-Organisation gehört. Vielleicht enthält sie einen Tippfehler.
message-unknown-domain-what-to-do = Bitten Sie die Person, die den Link gesendet hat, die Domäne zu berichtigen.

message-unknown-named-domain-heading = Microsoft kennt diese Domäne nicht
message-unknown-named-domain-text = Keine Microsoft-365-Organisation hat die Domäne, die Sie eingegeben haben.
message-unknown-named-domain-what-to-do = Prüfen Sie die Schreibweise oder lassen Sie die Domäne weg, und melden Sie sich erneut an.

message-microsoft-unavailable-heading = Microsoft antwortet nicht
message-microsoft-unavailable-text = Der Dienst von Microsoft ist gerade nicht erreichbar. Es wurde nichts geändert, und dieser Link bleibt gültig.
message-microsoft-unavailable-what-to-do = Versuchen Sie es in einigen Minuten noch einmal.

message-temporarily-unavailable-heading = Wir können gerade nicht antworten
message-temporarily-unavailable-text = Bei uns ist etwas gestört. Es ging nichts verloren, und dieser Link bleibt gültig.
message-temporarily-unavailable-what-to-do = Versuchen Sie es in einigen Minuten noch einmal.

message-fault-heading = Bei uns ist ein Fehler aufgetreten
message-fault-text = Er wurde aufgezeichnet, und dieser Link bleibt gültig.
message-fault-what-to-do = Öffnen Sie Ihren Link noch einmal. Erscheint diese Seite wieder, senden Sie uns die Nummer unten.

message-too-many-heading = Zu viele Versuche
message-too-many-text = Dieser Link wurde innerhalb kurzer Zeit sehr oft verwendet.
message-too-many-what-to-do = Warten Sie eine Stunde und versuchen Sie es dann noch einmal.

message-too-fast-heading = Zu viele Anfragen
message-too-fast-text = Diese Seite wurde innerhalb kurzer Zeit sehr oft aufgerufen, über Ihre Verbindung oder von vielen gleichzeitig.
message-too-fast-what-to-do = Warten Sie eine Minute und versuchen Sie es dann noch einmal. Es ist nichts verloren gegangen.

message-not-found-heading = Diese Seite gibt es nicht
message-not-found-text = Die Adresse ist möglicherweise unvollständig.
message-not-found-what-to-do = Öffnen Sie den Link, den Sie erhalten haben, noch einmal.

message-method-not-allowed-heading = Das geht hier nicht
message-method-not-allowed-text = Die Adresse wurde auf eine Weise verwendet, die diese Seite nicht kennt.
message-method-not-allowed-what-to-do = Öffnen Sie den Link, den Sie erhalten haben, noch einmal.
