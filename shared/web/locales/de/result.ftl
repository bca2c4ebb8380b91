## The result at a glance: how it stands, the one thing to do, the checks in groups

result-repair-things =
    { $number ->
        [one] { $app } funktioniert noch nicht: 1 Punkt zu beheben
       *[other] { $app } funktioniert noch nicht: { $number } Punkte zu beheben
    }
result-partly-things =
    { $number ->
        [one] { $app } funktioniert nur teilweise: 1 Punkt zu beheben
       *[other] { $app } funktioniert nur teilweise: { $number } Punkte zu beheben
    }
result-sharepoint-works = SharePoint funktioniert.
result-sharepoint-partly = Einige Websites oder Bibliotheken in SharePoint funktionieren, andere noch nicht.
result-sharepoint-stopped = SharePoint funktioniert noch nicht.
result-sharepoint-unknown = Wir wissen noch nicht, ob SharePoint funktioniert.
result-mail-works = E-Mail funktioniert.
result-mail-stopped = E-Mail funktioniert noch nicht.
result-mail-unknown = Wir wissen noch nicht, ob E-Mail funktioniert.
result-one-step-heading = Noch ein Schritt: den Systembenutzer verbinden
result-one-step-text = { $app } ist in Ihrem Microsoft 365 genehmigt. Es funktioniert, sobald sich der Systembenutzer angemeldet hat.
result-without-system-user-heading = Noch ein Schritt: Cooperlink nennt den Systembenutzer
result-without-system-user-text = { $app } ist in Ihrem Microsoft 365 genehmigt. Ob SharePoint und E-Mail funktionieren, wissen wir noch nicht, weil niemand den Systembenutzer genannt hat. Bitten Sie die Person, die Ihnen diesen Link gesendet hat, das Konto zu nennen. Öffnen Sie den Link danach erneut, damit sich das Konto anmelden kann.
result-without-sites-heading = Noch ein Schritt: Cooperlink nennt die Websites
result-without-sites-text = { $app } ist mit Ihrem Microsoft 365 verbunden, und wir haben den Zugriff auf E-Mails geprüft. Ob SharePoint funktioniert, wissen wir noch nicht, weil niemand eine Website genannt hat. Bitten Sie die Person, die Ihnen diesen Link gesendet hat, die Websites zu nennen. Wir prüfen sie danach automatisch.
result-others = Außerdem zu beheben
result-advice = Empfohlen
result-facts = Zu dieser Verbindung

problem-blocks = Blockierend
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
        [one] 1 Prüfung läuft noch
       *[other] { $number } Prüfungen laufen noch
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
verdict-note = Zur Information
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
next-send = An Kollegen senden
next-send-subject = { $app }: { $title }
next-send-body =
    Guten Tag,

    { $app } funktioniert in unserem Microsoft 365 noch nicht vollständig: { $title }

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

report-support-code = Supportcode
report-evidence = Anhang: Anfragen an Microsoft
footer-privacy = Datenschutz
footer-security = Sicherheit

message-ask = Neuen Link bei Cooperlink anfordern
message-ask-subject = { $app }: Bitte um einen neuen Link

details-heading = Angaben für den Support
details-what = Kopieren Sie diese Angaben in Ihre Nachricht an Cooperlink. Sie enthalten keine Kennwörter, Dokumente oder E-Mails.
details-copy = Angaben für den Support kopieren
details-mail = Angaben per E-Mail senden
