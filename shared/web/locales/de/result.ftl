## Das Ergebnis auf einen Blick: der Stand, der nächste Schritt, die Prüfungen in Gruppen

result-repair-things =
    { $number ->
        [one] { $app } kann noch nicht arbeiten: 1 Punkt zu beheben
       *[other] { $app } kann noch nicht arbeiten: { $number } Punkte zu beheben
    }
result-partly-things =
    { $number ->
        [one] { $app } arbeitet nur teilweise: 1 Punkt zu beheben
       *[other] { $app } arbeitet nur teilweise: { $number } Punkte zu beheben
    }
result-sharepoint-works = SharePoint funktioniert.
result-sharepoint-partly = Einige Websites oder Bibliotheken in SharePoint funktionieren, andere noch nicht.
result-sharepoint-stopped = SharePoint funktioniert noch nicht.
result-sharepoint-unknown = Wir wissen noch nicht, ob SharePoint funktioniert.
result-mail-works = E-Mail funktioniert.
result-mail-stopped = E-Mail funktioniert noch nicht.
result-mail-unknown = Wir wissen noch nicht, ob E-Mail funktioniert.
result-one-step-heading = Noch ein Schritt: den Systembenutzer verbinden
result-one-step-text = { $app } ist in Ihrem Microsoft 365 genehmigt. Es arbeitet, sobald sich der Systembenutzer angemeldet hat.
result-without-system-user-heading = Noch ein Schritt: Cooperlink nennt den Systembenutzer
result-without-system-user-text = { $app } ist in Ihrem Microsoft 365 genehmigt. Ob SharePoint und E-Mail funktionieren, wissen wir noch nicht, weil niemand den Systembenutzer genannt hat. Bitten Sie die Person, die Ihnen diesen Link geschickt hat, das Konto zu nennen. Öffnen Sie den Link danach erneut, damit sich das Konto anmelden kann.
result-without-sites-heading = Noch ein Schritt: Cooperlink nennt die Websites
result-without-sites-text = { $app } ist mit Ihrem Microsoft 365 verbunden, und wir haben E-Mail geprüft. Ob SharePoint funktioniert, wissen wir noch nicht, weil niemand eine Website genannt hat. Bitten Sie die Person, die Ihnen diesen Link geschickt hat, die Websites zu nennen. Wir prüfen sie danach automatisch.
result-others = Außerdem zu beheben
result-advice = Empfohlen
result-facts = Zu dieser Verbindung

problem-blocks = Blockiert
problem-recommended = Empfohlen
problem-also = Damit ist auch das behoben:

group-approval = Genehmigung
group-access = Zugang
group-system-user = Systembenutzer
group-mailbox = Postfach
group-sharepoint = SharePoint
group-passed =
    { $number ->
        [one] 1 Prüfung bestanden
       *[other] { $number } Prüfungen bestanden
    }
group-problems =
    { $number ->
        [one] 1 Problem
       *[other] { $number } Probleme
    }
group-advice =
    { $number ->
        [one] 1 Empfehlung
       *[other] { $number } Empfehlungen
    }
group-waiting =
    { $number ->
        [one] 1 Prüfung ist noch unterwegs
       *[other] { $number } Prüfungen sind noch unterwegs
    }
group-unknown =
    { $number ->
        [one] 1 Prüfung war nicht möglich
       *[other] { $number } Prüfungen waren nicht möglich
    }
group-later =
    { $number ->
        [one] 1 Prüfung läuft, sobald der Systembenutzer verbunden ist
       *[other] { $number } Prüfungen laufen, sobald der Systembenutzer verbunden ist
    }
verdict-note = Zur Kenntnis
verdict-later = Noch nicht geprüft

next-open-site = Website öffnen
next-tell = An Cooperlink senden
next-tell-subject = { $app }: bitte unsere Verbindung korrigieren
next-ask = Cooperlink fragen
next-ask-subject = { $app }: bitte helfen Sie uns beim nächsten Schritt
next-ask-system-user = Bitte nennen Sie den Systembenutzer unserer Verbindung.
next-ask-sites = Bitte nennen Sie die SharePoint-Websites unserer Verbindung.
next-contact = Kontaktseite von Cooperlink öffnen
copy-text = Nachricht kopieren
ready-shortened = Diese E-Mail wurde gekürzt. Der vollständige Text steht auf der Seite.
next-send = An jemanden im Haus senden
next-send-subject = { $app }: { $title }
next-send-body =
    Guten Tag,

    { $app } arbeitet in unserem Microsoft 365 noch nicht vollständig: { $title }

    Der aktuelle Stand, mit allen Schritten und den Befehlen zum Kopieren:
    { $address }

    So lässt es sich beheben:
    { $steps }

next-send-advice =
    Guten Tag,

    Cooperlink empfiehlt eine Änderung für { $app } in unserem Microsoft 365: { $title }

    Der aktuelle Stand, mit allen Schritten und den Befehlen zum Kopieren:
    { $address }

    So geht es:
    { $steps }

report-support-code = Support-Code
report-evidence = Anhang: was wir bei Microsoft abgefragt haben
footer-privacy = Datenschutz
footer-security = Sicherheit

message-ask = Cooperlink um einen neuen Link bitten
message-ask-subject = { $app }: bitte einen neuen Link

details-heading = Angaben für den Support
details-what = Kopieren Sie das in Ihre Nachricht an Cooperlink. Es enthält kein Passwort, kein Dokument und keine E-Mail.
details-copy = Angaben für den Support kopieren
details-mail = Diese Angaben per E-Mail an Cooperlink senden
