## What went wrong: what happened, what it means, what to do now

failure-what-to-do = Was Sie jetzt tun können
failure-sign-in = Erneut anmelden
failure-another-account = Mit einem anderen Konto anmelden
failure-check = Erneut prüfen
failure-status = Stand der Verbindung anzeigen
failure-prepare = Zurück zur Vorbereitung
failure-addresses = Falls eine Ihrer Regeln nur bekannte IP-Adressen zulässt: Von diesen Adressen aus meldet sich { $app } im Hintergrund an.
failure-server-addresses = IP-Adressen unseres Servers:
failure-no-addresses = Fragen Sie Cooperlink nach den IP-Adressen unseres Servers.
notice-reference = Referenz von Microsoft:

stuck-heading = Sind Sie auf der Seite von Microsoft hängen geblieben?
stuck-text = Sie haben die Anmeldung begonnen, sind aber nicht zurückgekommen. Hat Microsoft einen Fehler angezeigt, gehört Ihr Konto zu einer anderen Organisation, darf { $app } nicht verwenden oder darf nicht genehmigen. In diesen Fällen leitet Microsoft Sie nicht zurück.
stuck-what-to-do = Melden Sie sich noch einmal an und wählen Sie ein anderes Konto, oder senden Sie diese Seite an jemanden, der genehmigen darf.
stuck-link = Microsoft hat mir einen Fehler angezeigt

notice-declined-heading = Die Genehmigung wurde nicht erteilt
notice-declined-text = Jemand hat auf der Seite von Microsoft „Abbrechen“ gewählt, oder das Konto darf nicht für die ganze Organisation genehmigen. Es wurde nichts geändert.
notice-declined-what-to-do = Haben Sie versehentlich „Abbrechen“ gewählt, machen Sie einfach weiter. Hat Microsoft Sie nicht genehmigen lassen, senden Sie diese Seite an jemanden, der es darf: einen Administrator für privilegierte Rollen oder einen globalen Administrator.

notice-went-back-heading = Sie sind vor dem Abschluss zurückgekommen
notice-went-back-text = Sie haben die Seite von Microsoft verlassen, oder Ihr Konto darf nicht genehmigen. Es wurde nichts geändert.
notice-went-back-what-to-do = Machen Sie weiter, wenn Sie so weit sind. Hat Microsoft Sie nicht genehmigen lassen, senden Sie diese Seite an jemanden, der es darf: einen Administrator für privilegierte Rollen oder einen globalen Administrator.

notice-wrong-tenant-heading = Dieses Konto gehört zu einer anderen Organisation
notice-wrong-tenant-text = Dieser Link gilt für eine bestimmte Organisation, und Sie haben sich bei einer anderen angemeldet. Es wurde nichts verbunden.
notice-wrong-tenant-what-to-do = Melden Sie sich mit einem Administratorkonto der Organisation an, für die diese Verbindung gilt. Arbeiten Sie für mehrere, wählen Sie das Konto auf der Seite von Microsoft aus. Wählt Microsoft immer dasselbe, verwenden Sie ein privates Browserfenster.

notice-personal-account-heading = Das ist ein persönliches Konto
notice-personal-account-text = Zu persönlichen Microsoft-Konten, etwa von outlook.com, gehört keine Organisation, die sich verbinden lässt.
notice-personal-account-what-to-do = Melden Sie sich mit Ihrem Geschäftskonto an.

notice-outside-account-heading = Dieses Konto kommt von außerhalb der Organisation
notice-outside-account-text = Microsoft hat das Konto zugelassen, zeigt ihm aber nichts von der Organisation: Es ist ein Gastkonto oder gehört zu einem Partner. Es wurde nichts verbunden.
notice-outside-account-what-to-do = Melden Sie sich mit einem Administratorkonto der Organisation selbst an, oder senden Sie diese Seite an jemanden, der eines hat.

notice-tenant-taken-heading = Diese Organisation ist bereits verbunden
notice-tenant-taken-text = Die Organisation, bei der Sie sich angemeldet haben, ist für einen anderen Kunden von Cooperlink verbunden. Hier wurde nichts verbunden.
notice-tenant-taken-what-to-do = Wollten Sie sie hier verbinden, bitten Sie Cooperlink um Hilfe.

notice-tenant-rejected-heading = Cooperlink hat der Verbindung dieser Organisation nicht zugestimmt
notice-tenant-rejected-text = Cooperlink hat sich die Organisation angesehen, bei der Sie sich angemeldet haben, und entschieden, sie über diesen Link nicht zu verbinden. Es wurde nichts verbunden.
notice-tenant-rejected-what-to-do = Fragen Sie Cooperlink oder die Person, von der Sie diesen Link haben, nach dem Grund.

notice-tenant-mismatch-heading = Die Antworten von Microsoft passen nicht zusammen
notice-tenant-mismatch-text = Die Antwort nennt eine andere Organisation als die erwartete. Deshalb haben wir abgebrochen. Es wurde nichts verbunden.
notice-tenant-mismatch-what-to-do = Beginnen Sie noch einmal, mit nur einem Konto. Passiert es wieder, bitten Sie Cooperlink um Hilfe.

notice-approval-required-heading = Ihre Rechte reichen für die Genehmigung nicht aus
notice-approval-required-text = In Ihrer Organisation dürfen nur bestimmte Administratoren Anwendungen genehmigen, und Ihr Konto gehört nicht dazu. Hat Microsoft Ihnen angeboten, die Genehmigung anzufordern, und haben Sie das getan, liegt die Anforderung jetzt bei einem Administrator.
notice-approval-required-what-to-do = Genehmigt jemand anderswo, über eine Anforderung oder im Admin Center, kommen Sie danach hierher zurück: Melden Sie sich an oder klicken Sie auf „Erneut prüfen“, und Sie machen dort weiter, wo Sie aufgehört haben. Andernfalls senden Sie diese Seite an jemanden, der genehmigen darf, oder melden Sie sich mit einem solchen Konto an.

notice-proof-pending-heading = Microsoft hat noch nicht alles bestätigt
notice-proof-pending-text = Ihre Genehmigung wurde gesendet, aber Microsoft zeigt sie noch nicht vollständig an. Das ist in den ersten Minuten normal.
notice-proof-pending-what-to-do = Warten Sie eine Minute und klicken Sie dann auf „Erneut prüfen“.

notice-microsoft-unavailable-heading = Microsoft hat nicht geantwortet
notice-microsoft-unavailable-text = Wir konnten den Dienst von Microsoft nicht erreichen, oder er war gestört. Es wurde nichts geändert.
notice-microsoft-unavailable-what-to-do = Versuchen Sie es in einigen Minuten noch einmal. Dieser Link bleibt gültig.

notice-our-fault-heading = Der Fehler liegt bei uns
notice-our-fault-text = Der eigene Zugang von Cooperlink zu Microsoft ist gestört. An Ihrer Organisation liegt es nicht, und es wurde nichts geändert. Wir sind informiert.
notice-our-fault-what-to-do = Versuchen Sie es in einer Stunde noch einmal. Dieser Link bleibt gültig.

notice-refused-heading = Microsoft hat die Anmeldung abgelehnt
notice-refused-text = Eine Regel Ihrer Organisation oder der Zustand des Kontos hat die Anmeldung verhindert. Es wurde nichts geändert.
notice-refused-what-to-do = Suchen Sie im Microsoft Entra Admin Center in den Anmeldeprotokollen nach der Referenz unten, oder versuchen Sie es mit einem anderen Administratorkonto.

notice-refused-at-server-heading = Eine Regel Ihrer Organisation hat unseren Server aufgehalten
notice-refused-at-server-text = Microsoft hat Sie zugelassen und dieselbe Anmeldung dann noch einmal geprüft, diesmal vom Standort unseres Servers aus. Es wurde nichts geändert.
notice-refused-at-server-what-to-do = Eine erneute Anmeldung allein genügt nicht. Die Person, die die Regel verwaltet, kann die IP-Adressen unseres Servers im Microsoft Entra Admin Center als benannten Standort hinzufügen („Bedingter Zugriff“, „Benannte Standorte“) und diesen Standort von der Regel ausschließen. Oder sie schließt das Konto davon aus. Melden Sie sich danach erneut an.

notice-refused-consent-missing-heading = Noch hat niemand mit ausreichenden Rechten genehmigt
notice-refused-consent-missing-text = In Ihrer Organisation dürfen nur bestimmte Administratoren { $app } genehmigen, und keiner von ihnen hat das bisher getan.
notice-refused-consent-missing-what-to-do = Senden Sie die Adresse dieser Seite an einen Administrator für privilegierte Rollen oder einen globalen Administrator, oder melden Sie sich mit einem solchen Konto an.

notice-refused-declined-heading = Die Berechtigungen wurden nicht akzeptiert
notice-refused-declined-text = Jemand hat auf der Seite von Microsoft „Abbrechen“ gewählt. Es wurde nichts geändert.
notice-refused-declined-what-to-do = Beginnen Sie noch einmal, wenn Sie so weit sind, und wählen Sie auf der Seite von Microsoft „Akzeptieren“.

notice-refused-service-missing-heading = Ihrer Organisation fehlt ein Microsoft-Dienst
notice-refused-service-missing-text = Ein Dienst, mit dem { $app } arbeitet, fehlt oder ist ausgeschaltet, oft weil ein Abonnement abgelaufen ist.
notice-refused-service-missing-what-to-do = Prüfen Sie im Microsoft 365 Admin Center unter „Abrechnung“, ob SharePoint Online und Exchange Online aktiv sind; versuchen Sie es dann noch einmal.

notice-refused-app-disabled-heading = { $app } ist in Ihrer Organisation deaktiviert
notice-refused-app-disabled-text = Ein Administrator hat die Anmeldung bei der Anwendung deaktiviert.
notice-refused-app-disabled-what-to-do = Öffnen Sie im Microsoft Entra Admin Center „Unternehmens-Apps“, { $app }, „Eigenschaften“, stellen Sie „Aktiviert für die Benutzeranmeldung?“ auf „Ja“ und versuchen Sie es noch einmal.

notice-refused-not-assigned-heading = Ihr Konto darf { $app } nicht verwenden
notice-refused-not-assigned-text = In Ihrer Organisation ist für { $app } eine Zuweisung erforderlich, und Ihr Konto ist nicht zugewiesen.
notice-refused-not-assigned-what-to-do = Öffnen Sie im Microsoft Entra Admin Center „Unternehmens-Apps“, { $app }, „Benutzer und Gruppen“, fügen Sie Ihr Konto hinzu und versuchen Sie es noch einmal. Gruppen innerhalb von Gruppen zählen nicht.

notice-refused-wrong-account-heading = Dieses Konto gehört nicht hierher
notice-refused-wrong-account-text = Das Konto gehört einem Gast, einem Partner oder einer anderen Organisation, und Microsoft lässt das hier nicht zu.
notice-refused-wrong-account-what-to-do = Melden Sie sich mit einem Administratorkonto der Organisation selbst an. Wählt Microsoft ein anderes, verwenden Sie ein privates Browserfenster.

notice-refused-cross-tenant-rule-heading = Eine mandantenübergreifende Regel hat die Anmeldung verhindert
notice-refused-cross-tenant-rule-text = Ihre Organisation oder das Netzwerk, in dem Sie sich befinden, schränkt Anmeldungen zwischen Organisationen ein.
notice-refused-cross-tenant-rule-what-to-do = Fragen Sie die Person, die mandantenübergreifenden Zugriff und Mandanteneinschränkungen verwaltet, oder verwenden Sie ein Konto der Organisation selbst in deren eigenem Netzwerk.

notice-refused-account-missing-heading = Ihre Organisation kennt dieses Konto nicht
notice-refused-account-missing-text = Es wurde gelöscht oder war nie im Verzeichnis der Organisation.
notice-refused-account-missing-what-to-do = Melden Sie sich mit einem Konto der Organisation selbst an, oder bitten Sie einen Administrator, dieses Konto im Microsoft 365 Admin Center unter „Gelöschte Benutzer“ wiederherzustellen.

notice-refused-password-wrong-heading = Das Kennwort wurde nicht akzeptiert
notice-refused-password-wrong-text = Es war falsch oder wurde nicht eingegeben.
notice-refused-password-wrong-what-to-do = Beginnen Sie hier noch einmal, mit dem aktuellen Kennwort. Kennt es niemand, kann ein Administrator es zurücksetzen.

notice-refused-password-expired-heading = Das Kennwort ist abgelaufen
notice-refused-password-expired-text = Microsoft verlangt ein neues, bevor sich das Konto anmelden kann.
notice-refused-password-expired-what-to-do = Melden Sie sich einmal unter office.com an, ändern Sie das Kennwort, wie Microsoft es verlangt, und beginnen Sie hier noch einmal.

notice-refused-locked-heading = Das Konto ist vorübergehend gesperrt
notice-refused-locked-text = Microsoft hat zu viele Versuche mit falschem Kennwort bemerkt oder eine IP-Adresse, der es nicht vertraut.
notice-refused-locked-what-to-do = Warten Sie 15 Minuten und versuchen Sie es noch einmal. Bleibt es dabei, sieht ein Administrator unter „Anmeldeprotokolle“, ob das Kennwort oder die IP-Adresse der Grund ist.

notice-refused-account-disabled-heading = Dieses Konto ist deaktiviert
notice-refused-account-disabled-text = Ein Administrator hat die Anmeldung mit diesem Konto gesperrt.
notice-refused-account-disabled-what-to-do = Bitten Sie einen Administrator, es im Microsoft Entra Admin Center wieder zu aktivieren, oder verwenden Sie ein anderes Konto.

notice-refused-legal-age-heading = Dieses Konto ist als Konto eines Minderjährigen gekennzeichnet
notice-refused-legal-age-text = Für ein solches Konto muss ein Erwachsener zustimmen, und das ist nicht geschehen.
notice-refused-legal-age-what-to-do = Melden Sie sich mit einem anderen Administratorkonto an, oder lassen Sie die Altersgruppe im Microsoft Entra Admin Center in den Eigenschaften des Kontos berichtigen.

notice-refused-session-revoked-heading = Die Anmeldung wurde beendet
notice-refused-session-revoked-text = Ein Administrator oder die Person, die das Konto betreut, hat die Sitzungen widerrufen, oder das Kennwort wurde zurückgesetzt.
notice-refused-session-revoked-what-to-do = Melden Sie sich über die Schaltfläche unten erneut an.

notice-refused-inactivity-heading = Die Anmeldung wurde zu lange nicht genutzt
notice-refused-inactivity-text = Microsoft beendet eine Anmeldung, die längere Zeit nicht genutzt wurde.
notice-refused-inactivity-what-to-do = Melden Sie sich über die Schaltfläche unten erneut an.

notice-refused-frequency-heading = Ihre Organisation verlangt eine neue Anmeldung
notice-refused-frequency-text = Eine Regel Ihrer Organisation beendet Anmeldungen nach einer festen Zeit.
notice-refused-frequency-what-to-do = Melden Sie sich über die Schaltfläche unten erneut an. Ein Konto, das im Hintergrund arbeitet, muss von dieser Regel ausgeschlossen werden („Bedingter Zugriff“, „Anmeldehäufigkeit“).

notice-refused-again-heading = Bitte melden Sie sich erneut an
notice-refused-again-text = Die Anmeldung hat zu lange gedauert oder wurde bereits verwendet, oder Microsoft verlangt eine neue.
notice-refused-again-what-to-do = Klicken Sie auf die Schaltfläche unten.

notice-refused-mfa-registration-heading = Microsoft verlangt, dass sich dieses Konto für die Multi-Faktor-Authentifizierung registriert
notice-refused-mfa-registration-text = Für das Konto ist noch keine Methode eingerichtet, um die Anmeldung zu bestätigen.
notice-refused-mfa-registration-what-to-do = Registrieren Sie eine Methode unter aka.ms/mfasetup und beginnen Sie hier noch einmal. Verlangt eine Unternehmensrichtlinie Multi-Faktor-Authentifizierung auch für ein Konto, das im Hintergrund arbeitet, wenden Sie sich an den Cooperlink-Support, damit ein Administrator zugewiesen wird.

notice-refused-mfa-required-heading = Microsoft verlangt Multi-Faktor-Authentifizierung
notice-refused-mfa-required-text = Die Anmeldung mit diesem Konto muss bestätigt werden.
notice-refused-mfa-required-what-to-do = Melden Sie sich erneut an und folgen Sie den Schritten von Microsoft. Verlangt eine Unternehmensrichtlinie Multi-Faktor-Authentifizierung auch für ein Konto, das im Hintergrund arbeitet, wenden Sie sich an den Cooperlink-Support, damit ein Administrator zugewiesen wird.

notice-refused-external-challenge-heading = Ein anderer Anbieter muss die Anmeldung bestätigen
notice-refused-external-challenge-text = Ihre Organisation leitet Anmeldungen an einen Anbieter außerhalb von Microsoft weiter, und dieser Schritt wurde nicht abgeschlossen.
notice-refused-external-challenge-what-to-do = Melden Sie sich erneut an und folgen Sie den Schritten des Anbieters.

notice-refused-identity-provider-heading = Das eigene Anmeldesystem Ihrer Organisation hat das Konto nicht bestätigt
notice-refused-identity-provider-text = Ihre Organisation bestätigt Anmeldungen mit einem eigenen System, zum Beispiel mit AD FS, Agents für die Passthrough-Authentifizierung oder Zertifikaten. Dieses System ist ausgefallen oder hat abgelehnt.
notice-refused-identity-provider-what-to-do = Bitten Sie die Personen, die dieses System betreuen, in dessen Protokoll nach der Referenz unten zu suchen, oder melden Sie sich mit einem Administratorkonto an, das es nur in der Cloud gibt.

notice-refused-claims-rule-heading = Eine Anspruchsrichtlinie Ihrer Organisation ist fehlerhaft
notice-refused-claims-rule-text = Ihre Organisation hat die Token für { $app } um Ansprüche ergänzt, die Microsoft nicht erzeugen kann.
notice-refused-claims-rule-what-to-do = Öffnen Sie im Microsoft Entra Admin Center „Unternehmens-Apps“, { $app }, „Einmaliges Anmelden“, „Attribute & Ansprüche“, entfernen Sie, was hinzugefügt wurde, und versuchen Sie es noch einmal.

notice-refused-device-heading = Dieses Gerät erfüllt die Regeln Ihrer Organisation nicht
notice-refused-device-text = Die Anmeldung ist nur auf verwalteten oder als kompatibel markierten Geräten möglich.
notice-refused-device-what-to-do = Öffnen Sie diese Seite auf einem Gerät, das Ihre Organisation verwaltet, oder bitten Sie einen Administrator, das Konto von der Regel auszuschließen.

notice-refused-conditional-access-heading = Eine Sicherheitsregel hat die Anmeldung verhindert
notice-refused-conditional-access-text = Eine Richtlinie Ihrer Organisation für bedingten Zugriff hat sie gesperrt.
notice-refused-conditional-access-what-to-do = Öffnen Sie im Microsoft Entra Admin Center die Anmeldeprotokolle, suchen Sie den Eintrag mit der Referenz unten und sehen Sie auf der Registerkarte „Bedingter Zugriff“ nach, welche Richtlinie angewendet wurde. Die Person, die diese Richtlinie verwaltet, kann den Standort zulassen oder das Konto ausschließen; eine Anwendung auszuschließen ändert nichts.

notice-refused-security-defaults-heading = Die Sicherheitsstandards haben die Anmeldung verhindert
notice-refused-security-defaults-text = Ihre Organisation verwendet die Sicherheitsstandards von Microsoft. Sie verlangen von allen Multi-Faktor-Authentifizierung und sperren ältere Anmeldeverfahren.
notice-refused-security-defaults-what-to-do = Melden Sie sich erneut an und folgen Sie den Schritten von Microsoft. Hilft das nicht, wenden Sie sich an den Cooperlink-Support.

notice-refused-risk-heading = Microsoft sieht in dieser Anmeldung ein Risiko
notice-refused-risk-text = Das Konto, der Standort oder die Art der Anmeldung ist für Microsoft ungewöhnlich.
notice-refused-risk-what-to-do = Bitten Sie einen Administrator, im Microsoft Entra Admin Center unter „ID Protection“, „Riskante Benutzer“ nachzusehen und das Risiko zu verwerfen, wenn keines besteht.

notice-refused-tenant-heading = Microsoft kennt diese Organisation hier nicht
notice-refused-tenant-text = Es gibt sie nicht, oder sie befindet sich in einer anderen Cloud von Microsoft (US Government, China).
notice-refused-tenant-what-to-do = Bitten Sie Cooperlink um Hilfe und nennen Sie die Referenz unten.

notice-refused-ours-heading = Der Fehler liegt bei uns
notice-refused-ours-text = Microsoft hat unsere Anfrage in dieser Form nicht akzeptiert. An Ihrer Organisation liegt es nicht, und es wurde nichts geändert.
notice-refused-ours-what-to-do = Bitten Sie Cooperlink um Hilfe und nennen Sie die Referenz unten. Dieser Link bleibt gültig.

notice-refused-passing-heading = Der Dienst von Microsoft hatte eine vorübergehende Störung
notice-refused-passing-text = Sie geht von selbst vorüber. Es wurde nichts geändert.
notice-refused-passing-what-to-do = Versuchen Sie es in einigen Minuten noch einmal. Bleibt es dabei, nennen Sie dem Support von Microsoft die Referenz unten.

notice-refused-microsoft-fault-heading = Der Anmeldedienst von Microsoft meldet einen Fehler
notice-refused-microsoft-fault-text = Der Fehler liegt im Dienst von Microsoft und geht möglicherweise nicht von selbst vorüber. Es wurde nichts geändert.
notice-refused-microsoft-fault-what-to-do = Versuchen Sie es später noch einmal. Bleibt es dabei, bitten Sie Cooperlink um Hilfe und nennen Sie die Referenz unten.

notice-signed-in-as = Angemeldet
notice-expected = Sollte sich anmelden

notice-other-account-heading = Sie haben sich mit einem anderen Konto angemeldet
notice-other-account-text = Der Systembenutzer ist ein anderes Konto als das, das sich angemeldet hat. Es wurde nichts geändert.
notice-other-account-what-to-do = Beginnen Sie noch einmal, mit einem anderen Konto. Wählt Microsoft immer dasselbe, verwenden Sie ein privates Browserfenster.

notice-account-elsewhere-heading = Dieses Konto gehört zu einer anderen Organisation
notice-account-elsewhere-text = Der Systembenutzer muss ein Konto der Organisation sein, für die genehmigt wurde. Es wurde nichts geändert.
notice-account-elsewhere-what-to-do = Beginnen Sie noch einmal, mit einem anderen Konto. Wählt Microsoft immer dasselbe, verwenden Sie ein privates Browserfenster.

notice-guest-account-heading = Dieses Konto ist ein Gastkonto
notice-guest-account-text = Der Systembenutzer muss Mitglied der Organisation sein. Ein Gast hat dort weder Lizenz noch Postfach. Es wurde nichts geändert.
notice-guest-account-what-to-do = Bitten Sie einen Administrator um ein Mitgliedskonto und teilen Sie Cooperlink dessen Namen mit.

notice-not-kept-signed-in-heading = Microsoft lässt nicht zu, dass das Konto verbunden bleibt
notice-not-kept-signed-in-text = Die Anmeldung hat funktioniert, aber es fehlt, was { $app } für die Arbeit im Hintergrund braucht. Es wurde nichts geändert.
notice-not-kept-signed-in-what-to-do = Beginnen Sie noch einmal. Passiert es wieder, muss ein Administrator { $app } erneut genehmigen, mit allen Berechtigungen auf der Seite von Microsoft.

notice-replacement-not-agreed-heading = Ein anderes Konto ist bereits verbunden
notice-replacement-not-agreed-text = Als Systembenutzer ist ein anderes Konto verbunden. Cooperlink muss zustimmen, bevor es ersetzt wird. Es wurde nichts geändert.
notice-replacement-not-agreed-what-to-do = Bitten Sie Cooperlink um einen neuen Link für den Systembenutzer und melden Sie sich darüber an.

notice-not-saved-heading = Wir konnten die Anmeldung gerade nicht speichern
notice-not-saved-text = Microsoft hat das Konto zugelassen, aber wir konnten es nicht verbunden halten. Es wurde nichts geändert.
notice-not-saved-what-to-do = Versuchen Sie es in einer Minute noch einmal. Dieser Link bleibt gültig.

notice-start-again-heading = Bitte beginnen Sie noch einmal
notice-start-again-text = Wir konnten diesen Versuch nicht abschließen: Er hat zu lange gedauert, wurde in einem anderen Tab noch einmal begonnen oder wurde bereits verwendet. Es ist nichts verloren gegangen.
notice-start-again-what-to-do = Klicken Sie auf die Schaltfläche unten.

## Pages that stand alone

message-back = Zurück zum Anfang

message-link-not-usable-heading = Dieser Link funktioniert nicht
message-link-not-usable-text = Er ist abgelaufen, wurde zurückgezogen oder nicht vollständig kopiert.
message-link-not-usable-what-to-do = Bitten Sie die Person, die ihn gesendet hat, um einen neuen Link.

message-link-expired-heading = Dieser Link ist abgelaufen
message-link-expired-text = Links funktionieren nur eine begrenzte Zeit.
message-link-used-heading = Dieser Link wurde bereits verwendet
message-link-used-text = Er funktioniert nur einmal, und dieser Schritt ist bereits erledigt.
message-link-withdrawn-heading = Dieser Link wurde zurückgezogen
message-link-withdrawn-text = Cooperlink hat ihn ungültig gemacht.
message-link-replaced-heading = Ein neuerer Link hat diesen ersetzt
message-link-replaced-text = Suchen Sie die neueste Nachricht: Der Link darin funktioniert.
message-link-request-what = Wenn Sie noch einen Link brauchen, bitten Sie Cooperlink um einen neuen. Wir geben nur weiter, um welchen Link es geht.
message-link-request = Neuen Link anfordern
message-link-requested = Cooperlink weiß, dass Sie einen neuen Link brauchen. Sie erhalten ihn von der Person, die Ihnen diesen gesendet hat. Wir geben höchstens eine Anfrage pro Tag weiter.

message-other-browser-heading = Bitte machen Sie dort weiter, wo Sie begonnen haben
message-other-browser-text = Sie haben diesen Schritt in einem anderen Browser oder auf einem anderen Computer begonnen, oder vor mehr als einer halben Stunde.
message-other-browser-what-to-do = Öffnen Sie den Link, den Sie erhalten haben, noch einmal in diesem Browser und beginnen Sie dort. Es ist nichts verloren gegangen.

message-answer-not-usable-heading = Dieser Schritt ist bereits erledigt
message-answer-not-usable-text = Er wurde bereits ausgeführt oder hat zu lange gedauert, oder Sie sind mit „Zurück“ im Browser hierher gelangt.
message-answer-not-usable-what-to-do = Öffnen Sie den Link, den Sie erhalten haben, noch einmal. Es ist nichts verloren gegangen.

message-form-not-usable-heading = Diese Seite ist veraltet
message-form-not-usable-text = Die Seite war zu lange geöffnet oder wurde in einem anderen Tab geändert, oder Ihr Browser speichert keine Cookies dieser Website. Es wurde nichts geändert.
message-form-not-usable-what-to-do = Öffnen Sie Ihren Link noch einmal und machen Sie dort weiter. Erscheint diese Seite wieder, lassen Sie Cookies für diese Website zu.

message-unknown-domain-heading = Microsoft kennt die Domäne nicht
message-unknown-domain-text = Cooperlink hat für Ihr Unternehmen eine Domäne erhalten, die zu keiner Microsoft 365-Organisation gehört. Vielleicht enthält sie einen Tippfehler.
message-unknown-domain-what-to-do = Bitten Sie die Person, die den Link gesendet hat, die Domäne zu berichtigen.

message-unknown-named-domain-heading = Microsoft kennt diese Domäne nicht
message-unknown-named-domain-text = Keine Microsoft 365-Organisation hat die Domäne, die Sie eingegeben haben.
message-unknown-named-domain-what-to-do = Prüfen Sie die Schreibweise oder lassen Sie die Domäne weg, und melden Sie sich erneut an.

message-microsoft-unavailable-heading = Microsoft antwortet nicht
message-microsoft-unavailable-text = Wir können den Dienst von Microsoft gerade nicht erreichen. Es wurde nichts geändert, und dieser Link bleibt gültig.
message-microsoft-unavailable-what-to-do = Versuchen Sie es in einigen Minuten noch einmal.

message-temporarily-unavailable-heading = Wir können gerade nicht antworten
message-temporarily-unavailable-text = Bei uns funktioniert etwas nicht richtig. Es ist nichts verloren gegangen, und dieser Link bleibt gültig.
message-temporarily-unavailable-what-to-do = Versuchen Sie es in einigen Minuten noch einmal.

message-fault-heading = Bei uns ist ein Fehler aufgetreten
message-fault-text = Wir haben den Fehler aufgezeichnet, und dieser Link bleibt gültig.
message-fault-what-to-do = Öffnen Sie Ihren Link noch einmal. Erscheint diese Seite wieder, senden Sie uns die Referenz unten.

message-too-many-heading = Zu viele Versuche
message-too-many-text = Dieser Link wurde innerhalb kurzer Zeit sehr oft verwendet.
message-too-many-what-to-do = Warten Sie eine Stunde und versuchen Sie es dann noch einmal.

message-too-many-links-heading = Heute keine weiteren Links
message-too-many-links-text = Pro Tag lassen sich nur wenige Links für den Systembenutzer erstellen.
message-too-many-links-what-to-do = Verwenden Sie den letzten Link, oder erstellen Sie morgen einen neuen. Cooperlink kann jederzeit einen senden.

message-too-fast-heading = Zu viele Anfragen
message-too-fast-text = Diese Seite wurde innerhalb kurzer Zeit sehr oft aufgerufen, über Ihre Verbindung oder von vielen Personen gleichzeitig.
message-too-fast-what-to-do = Warten Sie eine Minute und versuchen Sie es dann noch einmal. Es ist nichts verloren gegangen.

message-not-found-heading = Diese Seite gibt es nicht
message-not-found-text = Die Adresse ist möglicherweise unvollständig.
message-not-found-what-to-do = Öffnen Sie den Link, den Sie erhalten haben, noch einmal.

message-method-not-allowed-heading = Das geht hier nicht
message-method-not-allowed-text = Die Adresse wurde auf eine Weise aufgerufen, die diese Seite nicht unterstützt.
message-method-not-allowed-what-to-do = Öffnen Sie den Link, den Sie erhalten haben, noch einmal.
