## Every page

skip-link = Zum Inhalt springen
languages = Sprache
language-name = Deutsch
customer = Kunde
application = Anwendung
organisation = Microsoft 365-Organisation
domain = Domäne
tenant-id = Mandanten-ID
checked-at = Geprüft am
footer-help = Fragen? Wenden Sie sich an Cooperlink:
footer-support-code = Ihr Supportcode:
footer-support-code-what = Nennen Sie ihn, wenn Sie um Hilfe bitten. Er sagt uns nur, um welche Verbindung es geht; Zugriff gibt er niemandem.
footer-help-subject = { $app }: Frage zu { $code }
footer-request = Referenz dieser Seite:
print = Drucken oder als PDF speichern
copy = Kopieren
copied = Kopiert
sign-out = Abmelden
signed-out = Sie sind hier abgemeldet. Bei Microsoft sind Sie in diesem Browser vielleicht noch angemeldet.

month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember
moment = { $day }. { $month } { $year }, { $time } UTC

## The steps of the journey

steps = Schritte dieser Verbindung
step-prepare = Vorbereiten
step-sign-in = Anmelden
step-approve = Genehmigen
step-system-user = Systembenutzer
step-access = Zugang
step-done = Fertig
step-is-done = erledigt
step-is-current = Sie sind hier
step-is-open = noch offen

## The first page

start-heading = { $app } mit Ihrem Microsoft 365 verbinden
start-what = Cooperlink bittet Sie als Administrator, { $app } den Zugriff auf SharePoint und E-Mails Ihrer Organisation zu erlauben. Sie entscheiden darüber auf den Seiten von Microsoft. Ihr Kennwort sehen wir nie.
start-requester = Angefragt von
start-button = Mit Microsoft anmelden
start-duration = Dauert etwa fünf Minuten. Mit der Anmeldung genehmigen Sie noch nichts.
start-guest = Gehört Ihr Konto zu einer anderen Organisation?
start-guest-text = Sind Sie Gast oder Partner? Nennen Sie zuerst die Organisation, die Sie verbinden möchten: Geben Sie eine ihrer Domänen ein, zum Beispiel contoso.com, und melden Sie sich dann an.
start-guest-domain = Domäne der Organisation
start-resume-signed-in = Ein Administrator hat sich angemeldet; die Genehmigung fehlt noch. Melden Sie sich an, um fortzufahren.
start-resume-consented = Ein Administrator hat die Genehmigung erteilt. Melden Sie sich an, um den Stand zu sehen.
start-resume-connected = { $app } ist verbunden. Melden Sie sich an, um das Ergebnis zu sehen.
start-resume-disconnected = Die Verbindung wurde beendet. Melden Sie sich an, um sie neu herzustellen.

## Before the approval

confirm-heading = Ist das die richtige Organisation?
confirm-what = Sie sind dabei, { $app } für alle in dieser Organisation zu genehmigen:
confirm-button = Weiter zur Genehmigung bei Microsoft
confirm-other-account = Anderes Konto verwenden
confirm-roles = Ihre Rolle
confirm-roles-enough = Mit Ihrem Konto können Sie genehmigen. Wir sehen diese Rolle: { $roles }.
confirm-roles-none-heading = Wir sehen bei Ihrem Konto keine Administratorrolle
confirm-roles-none = Nur ein Administrator für privilegierte Rollen oder ein globaler Administrator kann { $app } genehmigen. Senden Sie diese Seite an einen von ihnen: Die E-Mail ist vorbereitet und enthält alles Nötige.
confirm-roles-not-enough-heading = { $roles } reicht hier nicht aus
confirm-roles-not-enough = Sie brauchen die Rolle „Administrator für privilegierte Rollen“ oder „Globaler Administrator“, weil { $app } auch Berechtigungen anfordert, die es selbstständig nutzt.
confirm-roles-unread = Wir konnten Ihre Rollen gerade nicht lesen. Microsoft entscheidet auf der nächsten Seite.
confirm-roles-hidden = Eine Rolle, für die Sie nur berechtigt sind oder die Sie über eine Gruppe haben, sehen wir hier nicht. Wenn Sie eine haben, können Sie fortfahren.
hand-over = An einen Administrator senden
role-activated = Ich habe meine Rolle aktiviert
role-activate = Sind Sie für Ihre Rolle nur berechtigt? Aktivieren Sie sie zuerst und klicken Sie dann auf „Ich habe meine Rolle aktiviert“:
confirm-roles-activate-link = „Meine Rollen“ im Microsoft Entra Admin Center öffnen
confirm-anyway = Trotzdem fortfahren
confirm-next-heading = Was Microsoft als Nächstes zeigt
confirm-next = Eine Seite mit dem Titel „Angeforderte Berechtigungen – Für Ihre Organisation überprüfen“, mit { $app } und den Berechtigungen, die Sie vorher hier gesehen haben. Wählen Sie „Akzeptieren“, um zu genehmigen, oder „Abbrechen“, um ohne Änderung zurückzukehren.
confirm-elsewhere = Hat inzwischen jemand anderes genehmigt, im Admin Center oder über eine Anforderung?

role-62e90394-69f5-4237-9190-012177145e10 = Globaler Administrator
role-e8611ab8-c189-46e8-94e1-60213ab1f814 = Administrator für privilegierte Rollen
role-9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3 = Anwendungsadministrator
role-158c047a-c907-4556-b7ef-446551a6b5f7 = Cloudanwendungsadministrator
role-fe930be7-5e62-47db-91af-98c3a49a38b1 = Benutzeradministrator
role-29232cdf-9323-42fd-ade2-1d097af3e4de = Exchange-Administrator
role-f28a1f50-f6e7-4571-818b-6a12f2af6b6c = SharePoint-Administrator
role-b1be1c3e-b65d-4f19-8427-f6fa0d97feb9 = Administrator für bedingten Zugriff

## On the way to Microsoft

departure-heading = Wir leiten Sie zu Microsoft weiter
departure-text = Ihr Browser öffnet jetzt die Seite von Microsoft. Passiert nichts, klicken Sie auf die Schaltfläche.
departure-link = Weiter zu Microsoft
departure-host = Die Adresse muss beginnen mit

## The result

result-verifying-heading = Wir prüfen die Verbindung
result-verifying-text = Ihre Genehmigung ist angekommen. Wir prüfen sie jetzt bei Microsoft. Sie können diese Seite schließen: Wir machen weiter.
result-anew-text = Sie haben geändert, wer { $app } verwenden darf. Wir prüfen die Verbindung erneut und zeigen, was Microsoft jetzt meldet.
result-late-heading = Die Prüfung dauert länger als üblich
result-late-text = Wir machen auch ohne diese Seite weiter. Öffnen Sie sie in einigen Minuten erneut, oder prüfen Sie jetzt noch einmal.
result-spreading-heading = Microsoft wendet Ihre Genehmigung an
result-spreading-text = Das dauert einige Minuten, selten bis zu einer Stunde. Sie können diese Seite schließen: Wir machen weiter, und der Link führt Sie hierher zurück.
result-repair-heading = Es gibt etwas zu beheben
result-awaiting-approval-heading = Genehmigt, Cooperlink muss noch bestätigen
result-awaiting-approval-text = Sie haben auf Ihrer Seite alles erledigt. Cooperlink muss noch bestätigen, dass diese Organisation zum Kunden gehört; bis dahin ist nichts verbunden. Sie können diese Seite schließen.
waiting-told = Cooperlink weiß Bescheid und prüft, ob die Organisation zum Kunden gehört.
waiting-how-long = Das dauert meist weniger als einen Arbeitstag.
waiting-then = Öffnen Sie danach diesen Link erneut und melden Sie sich an. Sie sehen dann das Ergebnis.
waiting-ask = Warten Sie nach einem Arbeitstag immer noch? Wenden Sie sich an Cooperlink und nennen Sie Ihren Supportcode; beides finden Sie unten.
result-connected-heading = Verbunden
result-connected-text = { $app } ist mit Ihrem Microsoft 365 verbunden, und wir haben alles geprüft. Sie können diese Seite schließen.
result-connected-partly-heading = Verbunden, einige Prüfungen stehen noch aus
result-connected-partly-text = { $app } ist in Ihrem Microsoft 365 genehmigt. Die Prüfungen unten zeigen, was noch zu tun ist.
result-unclear-heading = Einige Prüfungen haben noch kein Ergebnis
result-unclear-text = Wir haben keinen Fehler gefunden, konnten aber nicht alles prüfen. Bei den Punkten unten steht, warum. Wir prüfen automatisch weiter.
result-approved-by = Genehmigt von
result-approved-elsewhere = Nicht bekannt; jemand hat an anderer Stelle genehmigt
result-approved-at = Genehmigt am
result-held-since = Zurückgestellt seit
result-held = Wir sehen dasselbe Problem gleichzeitig bei vielen Organisationen. Der Fehler kann also bei uns liegen. Unsere Technik ist informiert. Sie müssen nichts ändern, bis wir das bestätigen, spätestens in einer Stunde.
result-since = Wartet seit
result-updates = Diese Seite aktualisiert sich automatisch.
result-look-again = Aktuellen Stand anzeigen
result-checking = Wir prüfen gerade erneut. Unten stehen noch die Ergebnisse der letzten Prüfung.
result-checking-late = Die neue Prüfung dauert länger als üblich. Unten stehen noch die Ergebnisse der letzten Prüfung. Öffnen Sie die Seite in einigen Minuten erneut, oder prüfen Sie jetzt noch einmal.
result-return = Zurück zu Cooperlink
result-check-again = Alles erneut prüfen
result-check-line = Erneut prüfen
result-approve-again = Bei Microsoft erneut genehmigen
result-checks = Was wir geprüft haben
result-guidance = So beheben Sie es
result-support = Falls das nicht hilft
result-open-permissions = „Berechtigungen“ im Microsoft Entra Admin Center öffnen
result-open-properties = „Eigenschaften“ im Microsoft Entra Admin Center öffnen
result-open-overview = Systembenutzer im Microsoft Entra Admin Center öffnen
result-open-policies = Richtlinien für bedingten Zugriff im Microsoft Entra Admin Center öffnen
result-open-licences = „Lizenzen und Apps“ im Microsoft 365 Admin Center öffnen
result-open-users = „Benutzer und Gruppen“ im Microsoft Entra Admin Center öffnen
result-open-signon = „Einmaliges Anmelden“ im Microsoft Entra Admin Center öffnen
result-open-sign-ins = „Anmeldeprotokolle“ im Microsoft Entra Admin Center öffnen
result-open-microsoft-365 = Microsoft 365 Admin Center öffnen
result-open-entra = Microsoft Entra Admin Center öffnen
result-command = Oder mit PowerShell:
result-message = Senden Sie diese Nachricht an Cooperlink:
result-evidence = Anfragen an Microsoft
result-next-heading = Wie es weitergeht
result-next-watch = Wir prüfen die Verbindung mehrmals täglich und informieren Cooperlink, wenn sie nicht mehr funktioniert. Sie müssen nichts tun.
result-next-same-link = Bewahren Sie den Link auf: Solange { $app } verbunden ist, führt er Sie auf diese Seite zurück und zeigt, was zu beheben ist, falls etwas nicht mehr funktioniert.
result-next-disconnect = So beenden Sie die Verbindung: Öffnen Sie im Microsoft Entra Admin Center „Unternehmens-Apps“, { $app }, „Eigenschaften“ und wählen Sie „Löschen“. Cooperlink hat dann keinen Zugriff mehr. Informieren Sie auch Cooperlink, damit wir die gespeicherten Daten löschen.
result-report = Bericht zum Drucken oder Aufbewahren
result-access-pass = Nichts zu tun: Alle, die { $app } brauchen, dürfen es verwenden.
result-access-fail = Noch nicht in Ordnung: Die Prüfung dazu oben sagt, was zu ändern ist.
result-access-open = Das prüfen wir zusammen mit dem Systembenutzer.

## A colleague of the administrator

colleague-yes-heading = { $app } funktioniert
colleague-yes-text = SharePoint und E-Mail funktionieren. Sie können diese Seite schließen.
colleague-no-heading = { $app } funktioniert derzeit nicht
colleague-no-text = Ein Administrator Ihrer Organisation kann den Grund sehen und das Problem beheben.
colleague-unknown-heading = Wir wissen noch nicht, ob { $app } funktioniert
colleague-unknown-text = Die Einrichtung ist nicht abgeschlossen, oder wir konnten nicht alles prüfen. Ein Administrator Ihrer Organisation kann sehen, was fehlt.
colleague-checking-heading = Wir prüfen bei Microsoft
colleague-checking-text = Wir prüfen, ob { $app } in Ihrer Organisation genehmigt ist und funktioniert. Das dauert einige Minuten, selten bis zu einer Stunde. Sie können diese Seite schließen: Wir machen weiter, und der Link führt Sie hierher zurück.
colleague-late-text = Wir machen auch ohne diese Seite weiter. Schauen Sie in einigen Minuten noch einmal nach.
colleague-one-step-text = Microsoft bestätigt, dass { $app } in Ihrer Organisation genehmigt ist. Die App funktioniert, sobald sich ihr Systembenutzer angemeldet hat. Bitten Sie Cooperlink um einen Link für den Systembenutzer, und senden Sie ihn an die Person, die dieses Konto verwaltet. Ein Administrator, dessen Rolle wir hier sehen, kann auf dieser Seite dasselbe tun.
colleague-ask-link = { $app } ist in unserem Microsoft 365 genehmigt. Bitte senden Sie mir einen Link für den Systembenutzer, damit sich dessen Konto anmelden kann.
colleague-roles = Wir sehen bei Ihrem Konto keine Administratorrolle. Deshalb zeigt diese Seite sonst nichts. Eine Rolle, die Sie über eine Gruppe haben, sehen wir hier nicht.
colleague-roles-unread = Wir konnten Ihre Rollen gerade nicht lesen. Deshalb zeigt diese Seite sonst nichts. Melden Sie sich gleich noch einmal an.
colleague-mail-subject = { $app }: bitte einmal ansehen
colleague-mail-body =
    Guten Tag,

    { $app } braucht einen Administrator unserer Microsoft 365-Organisation (Administrator für privilegierte Rollen oder Globaler Administrator). Bitte öffnen Sie diese Seite und melden Sie sich an; sie zeigt den aktuellen Stand und was zu tun ist:

    { $address }

    Vielen Dank

report-heading = Bericht: { $app } in Ihrem Microsoft 365
report-back = Zurück zur Verbindung
report-download = Als Datei speichern
report-file-name = cooperlink-bericht

verdict-pass = In Ordnung
verdict-fail = Nicht in Ordnung
verdict-waiting = Läuft noch
verdict-not-applicable = Trifft nicht zu
verdict-unknown = Noch kein Ergebnis
last-known = Zuletzt gesehen: { $verdict }, { $at }

## The system user, on the administrator’s page and on a page of its own

system-user-account = Systembenutzer
system-user-since = Verbunden seit
system-user-card-heading = Systembenutzer verbinden
system-user-missing = { $app } arbeitet im Hintergrund mit diesem Konto. Es meldet sich einmal an, hier oder am Computer der Person, die es betreut. Danach bleibt es verbunden.
system-user-ended = Microsoft lässt dieses Konto ohne neue Anmeldung nicht mehr zu. Die Prüfung „Der Systembenutzer ist verbunden“ sagt, warum. Beheben Sie das zuerst und melden Sie das Konto dann noch einmal an.
system-user-connected = Dieses Konto ist verbunden. Es muss sich nur dann erneut anmelden, wenn Microsoft die Anmeldung beendet.
system-user-button = Systembenutzer jetzt verbinden
system-user-again = Systembenutzer erneut anmelden
system-user-another = Mit einem anderen Konto anmelden
system-user-continue = Trotzdem fortfahren
system-user-link-instead = Betreut jemand anderes dieses Konto?
system-user-link-make = Einen Link für diese Person erstellen
system-user-link-heading = Ein Link für den Systembenutzer
system-user-link-text = Senden Sie diesen Link an die Person, die dieses Konto betreut. Sie meldet sich einmal an; mehr kann der Link nicht.
system-user-link-address = Link
system-user-link-mail = Fertige E-Mail öffnen
system-user-link-once = Wir zeigen diesen Link nur einmal. Wenn Sie einen weiteren erstellen, funktioniert dieser nicht mehr.
system-user-mail-subject = Bitte { $account } mit { $app } verbinden
system-user-mail-body =
    Guten Tag,

    { $app } arbeitet für { $customer } im Hintergrund mit dem Konto { $account }. Bitte melden Sie sich einmal mit genau diesem Konto an:

    { $address }

    Sie melden sich auf der Seite von Microsoft an; Cooperlink sieht das Kennwort nie. Der Link funktioniert nur einmal und gilt bis { $until }. Supportcode: { $code }

    Vielen Dank
system-user-stopped = Microsoft würde dieses Konto bei der Anmeldung abweisen: In Ihrer Organisation ist für { $app } eine Zuweisung erforderlich, und dieses Konto ist nicht zugewiesen.
system-user-unsure = In Ihrer Organisation dürfen nur zugewiesene Konten { $app } verwenden. Wir sehen noch nicht, ob dieses Konto zugewiesen ist. Eine Gruppe innerhalb einer zugewiesenen Gruppe zählt nicht.
system-user-see-access = Ansehen, wer zugewiesen ist
system-user-assign = Dieses Konto zuweisen
system-user-kept-heading = Hat Microsoft den Systembenutzer abgewiesen?
system-user-kept-unassigned = Mit diesem Konto wurde eine Anmeldung begonnen, aber nicht abgeschlossen. Hat Microsoft AADSTS50105 angezeigt, fehlt dem Konto die Zuweisung zu { $app }. Eine Gruppe innerhalb einer zugewiesenen Gruppe zählt nicht. Weisen Sie das Konto zu und verbinden Sie es dann.
system-user-kept = Mit diesem Konto wurde eine Anmeldung begonnen, aber nicht abgeschlossen. Hat Microsoft einen Fehler angezeigt, versuchen Sie es noch einmal. Tritt der Fehler wieder auf, senden Sie die AADSTS-Nummer an Cooperlink.
system-user-kept-holder = Sie haben die Anmeldung begonnen, sind aber nicht zurückgekommen. Hat Microsoft AADSTS50105 angezeigt, muss dieses Konto zuerst zugewiesen werden. War es ein anderer Fehler, versuchen Sie es noch einmal und senden Sie dann die AADSTS-Nummer an Cooperlink.
system-user-how-to-assign = Bitten Sie einen Administrator, dieses Konto im Microsoft Entra Admin Center hinzuzufügen: „Unternehmens-Apps“, { $app }, „Benutzer und Gruppen“. Gruppen innerhalb von Gruppen zählen nicht.
system-user-looking = Wir prüfen erneut; diese Seite aktualisiert sich automatisch. Das dauert ein bis zwei Minuten.

system-user-heading = Systembenutzer von { $app } verbinden
system-user-what = Cooperlink bittet die Person, die dieses Konto betreut, sich einmal damit anzumelden. Danach arbeitet { $app } im Hintergrund mit dem Konto. Sie melden sich auf der Seite von Microsoft an; das Kennwort sehen wir nie.
system-user-sign-in-as = Melden Sie sich mit genau diesem Konto an. Schlägt Microsoft ein anderes vor, wählen Sie dort „Anderes Konto verwenden“.
system-user-unnamed = Cooperlink weiß noch nicht, welches Konto gemeint ist. Fragen Sie die Person, die Ihnen diesen Link gesendet hat.
system-user-unapproved = Zuerst muss ein Administrator Ihrer Organisation { $app } genehmigen. Öffnen Sie diese Seite danach noch einmal; die Adresse bleibt dieselbe.
system-user-why = { $app } handelt im Namen dieses Kontos und nie mit mehr als dessen eigenen Rechten:
system-user-never-heading = Was die Anwendung nicht kann
system-user-never = Die Anwendung kann keine Websites, Dokumente oder Postfächer öffnen, die dieses Konto nicht selbst öffnen kann. Sie kann keine Benutzer, Gruppen oder Einstellungen Ihrer Organisation ändern und keine Kennwörter lesen.
system-user-done-heading = Der Systembenutzer ist verbunden
system-user-done-text = Microsoft hat das Konto zugelassen, und es bleibt verbunden.
system-user-done-next = Sie können diese Seite schließen. Cooperlink prüft die Verbindung mehrmals täglich und meldet sich, wenn sich das Konto erneut anmelden muss.

## Newer permissions

upgrade-heading =
    { $number ->
        [one] Eine weitere Berechtigung zu genehmigen
       *[other] { $number } weitere Berechtigungen zu genehmigen
    }
upgrade-what = { $app } ist verbunden und funktioniert. Eine neuere Version fordert die Berechtigungen unten an. Ohne Ihre Genehmigung funktioniert alles weiter wie bisher.
upgrade-list = Microsoft führt alle Berechtigungen noch einmal auf, auch die bereits genehmigten. Das ist richtig so: Genehmigen Sie die ganze Liste.
upgrade-role = Sonst muss niemand etwas tun, und der Systembenutzer bleibt angemeldet.
upgrade-earlier = Was bereits genehmigt ist
upgrade-checking = Genehmigt. Wir prüfen bei Microsoft, ob die Genehmigung angekommen ist; diese Seite aktualisiert sich automatisch.
upgrade-done-heading = Genehmigt, mehr ist nicht zu tun
upgrade-done-text = { $app } hat jetzt alle Berechtigungen, die es anfordert. Sie können diese Seite schließen.
