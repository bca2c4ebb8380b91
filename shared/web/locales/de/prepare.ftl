## What { $app } asks for: in plain words, why, what it never does, what stops without it

permissions-heading = Was { $app } tun darf
permissions-delegated = Im Namen eines angemeldeten Kontos und nie mit mehr als dessen eigenen Rechten
permissions-own-rights = { $app } handelt mit den Rechten dieses Kontos und kann nur öffnen, was dieses Konto öffnen kann. Ein Konto, das Mitglied von zwei Websites ist, kann zwei Websites öffnen.
permissions-application = Selbstständig, ohne dass jemand angemeldet ist
permissions-never-heading = Was die Anwendung nicht kann
permissions-never = Die Anwendung kann keine Websites, Dokumente oder Postfächer öffnen, die das angemeldete Konto nicht selbst öffnen kann. Sie kann keine Benutzer, Gruppen oder Einstellungen Ihrer Organisation ändern und keine Kennwörter lesen.
permissions-why = Warum
permissions-limit = Grenzen
permissions-without = Ohne diese Berechtigung
permissions-name = Name bei Microsoft
permissions-print = Berechtigungen zum Drucken

permission-application-application-read-all = Sehen, ob { $app } in Ihrer Organisation registriert, aktiviert und berechtigt ist und wer es verwenden darf.
permission-application-application-read-all-why = Damit wir vor Ihnen bemerken, dass die Verbindung nicht mehr funktioniert, und sagen können, wie sich das beheben lässt. Microsoft bietet das nur für alle Anwendungen zusammen an.
permission-application-application-read-all-limit = Sonst lesen und ändern wir nichts; wir fragen nur nach { $app }.
permission-application-application-read-all-without = Wir können die Genehmigung nicht prüfen, und die Verbindung gilt als gestört.
permission-application-directory-read-all = Lesen, welche Berechtigungen für die ganze Organisation erteilt sind.
permission-application-directory-read-all-why = Damit wir eine entzogene Berechtigung sofort bemerken. Microsoft bietet das nur zusammen mit dem Lesen des Verzeichnisses an.
permission-application-directory-read-all-limit = Wir ändern nichts, und wir lesen und speichern keine Liste Ihrer Benutzer.
permission-application-directory-read-all-without = Wir bemerken eine fehlende Berechtigung erst, wenn sich jemand anmeldet.
permission-application-organization-read-all = Lesen, welche Microsoft 365-Dienste die Organisation hat.
permission-application-organization-read-all-why = Damit wir ein abgelaufenes Abonnement als Ursache nennen können.
permission-application-organization-read-all-limit = Wir ändern nichts.
permission-application-organization-read-all-without = Wir können nur vermuten, warum SharePoint oder Exchange nicht antwortet.
permission-delegated-openid = Erkennen, dass Sie sich angemeldet haben.
permission-delegated-openid-why = So bestätigt uns Microsoft eine Anmeldung.
permission-delegated-openid-limit = Dokumente, E-Mails und Kennwörter sehen wir damit nicht.
permission-delegated-openid-without = Niemand kann sich anmelden.
permission-delegated-profile = Erkennen, welches Konto sich angemeldet hat und zu welcher Organisation es gehört.
permission-delegated-profile-why = Damit wir Ihre Organisation verbinden und keine andere.
permission-delegated-profile-limit = Wir sehen nur den Namen des Kontos, das sich anmeldet, und nichts über andere.
permission-delegated-profile-without = Wir können nicht erkennen, welche Organisation verbunden werden soll.
permission-delegated-offline-access = Den Systembenutzer verbunden halten, ohne dass er sich jedes Mal anmelden muss.
permission-delegated-offline-access-why = { $app } legt Dokumente und E-Mails auch dann ab, wenn niemand am Computer sitzt.
permission-delegated-offline-access-limit = Die Anwendung bekommt damit kein Recht, das das Konto nicht hat. Widerrufen Sie die Genehmigung, endet auch das.
permission-delegated-offline-access-without = Der Systembenutzer muss sich jede Stunde neu anmelden.
permission-delegated-user-read = Name und Rollen der angemeldeten Person sowie Name und Domänen der Organisation lesen.
permission-delegated-user-read-why = Damit diese Seite Ihnen vor der Genehmigung Ihre Organisation zeigen und sagen kann, ob Ihre Rolle ausreicht.
permission-delegated-user-read-limit = Über andere Personen lesen wir nichts.
permission-delegated-user-read-without = Wir können nicht zeigen, welche Organisation Sie verbinden.
permission-delegated-sites-readwrite-all = Dokumente auf den SharePoint-Websites lesen und speichern, die das angemeldete Konto selbst öffnen kann.
permission-delegated-sites-readwrite-all-why = Die Dokumente Ihrer Projekte liegen in den Bibliotheken, die Sie angeben.
permission-delegated-sites-readwrite-all-limit = „All“ ist die Bezeichnung von Microsoft: Eine Website, die das Konto nicht öffnen kann, bleibt verschlossen.
permission-delegated-sites-readwrite-all-without = Cooperlink Cloud kann nicht mit SharePoint arbeiten.
permission-delegated-mail-readwrite = E-Mails im eigenen Postfach des angemeldeten Kontos lesen und ablegen.
permission-delegated-mail-readwrite-why = So liegen E-Mails, die zu einem Projekt gehören, auch beim Projekt.
permission-delegated-mail-readwrite-limit = Ein anderes Postfach kann die Anwendung nicht öffnen.
permission-delegated-mail-readwrite-without = Cooperlink Cloud kann nicht mit E-Mails arbeiten.
permission-delegated-mail-send = E-Mails aus dem eigenen Postfach des angemeldeten Kontos senden.
permission-delegated-mail-send-why = Benachrichtigungen von Cooperlink kommen von einer Adresse Ihres eigenen Unternehmens.
permission-delegated-mail-send-limit = Im Namen anderer kann die Anwendung nichts senden.
permission-delegated-mail-send-without = Cooperlink Cloud kann keine E-Mails für Sie senden.

passport-heading = Berechtigungen von { $app }
passport-what = Zum Entscheiden oder für Ihre Unterlagen: alles, was { $app } in Ihrem Microsoft 365 anfordert.
passport-application-id = Anwendungs-ID
passport-publisher = Herausgeber

## What to have ready

ready-heading = Was Sie brauchen
ready-role = Eine Rolle, mit der Sie genehmigen dürfen: Administrator für privilegierte Rollen oder Globaler Administrator.
ready-role-how = Nur mit einer dieser beiden Rollen können Sie eine Berechtigung genehmigen, die eine Anwendung selbstständig nutzt. Ihre Rollen sehen Sie im Microsoft Entra Admin Center: „Benutzer“, Ihr Konto, „Zugewiesene Rollen“. Sind Sie für Ihre Rolle nur berechtigt, aktivieren Sie sie, bevor Sie sich anmelden. Ohne eine solche Rolle bleiben Sie womöglich auf einer Seite von Microsoft hängen, von der kein Weg zurückführt. Senden Sie diese Seite dann an jemanden, der eine solche Rolle hat.
ready-system-user = Ein Systembenutzer: ein Konto mit Lizenz, mit dem { $app } im Hintergrund arbeitet.
ready-system-user-how = Jede Lizenz mit SharePoint Online und Exchange Online genügt, zum Beispiel Microsoft 365 Business Basic. Zum Prüfen öffnen Sie im Microsoft 365 Admin Center „Benutzer“, „Aktive Benutzer“, das Konto, „Lizenzen und Apps“.
ready-policy = Anmelderegeln, die dieses Konto im Hintergrund arbeiten lassen.
ready-policy-how = Verlangt Ihre Organisation für jedes Konto Multi-Faktor-Authentifizierung, wenden Sie sich an den Cooperlink-Support, bevor Sie beginnen, damit stattdessen ein Administrator zugewiesen wird. Zum Prüfen öffnen Sie im Microsoft Entra Admin Center „Bedingter Zugriff“, „Richtlinien“ und sehen nach, welche davon für das Konto gelten.
ready-sites = Zugriff auf die SharePoint-Websites und Bibliotheken, für den Systembenutzer und für Sie.
ready-sites-how = Zum Prüfen öffnen Sie die Website mit dem jeweiligen Konto in SharePoint und speichern eine Datei in der Bibliothek. Mitglieder und Besitzer einer Website können das; Besucher können nur lesen. Können Sie keine Datei speichern, ist die Website möglicherweise gesperrt. { $app } testet das Schreiben ebenfalls: beim Verbinden, auf Anforderung und einmal am Tag. Es beginnt einen Upload und bricht ihn sofort ab. Es wird keine Datei gespeichert, aber Microsoft kann für kurze Zeit einen verborgenen Eintrag zählen oder anzeigen.

## What Microsoft will show

expect-heading = Was Microsoft Ihnen zeigt
expect-account = Die Anmeldeseite von Microsoft, falls Sie noch nicht angemeldet sind. Wählen Sie Ihr Administratorkonto.
expect-sign-in = Die Anmeldeseite von Microsoft. Möglicherweise fragt sie, ob { $app } Ihr eigenes Profil lesen darf; lassen Sie das Kästchen „Zustimmung im Namen Ihrer Organisation“ leer.
expect-confirm = Wieder unsere Seite, mit dem Namen Ihrer Organisation. Sie bestätigen, dass es die richtige ist.
expect-approve = Die Seite von Microsoft „Angeforderte Berechtigungen – Für Ihre Organisation überprüfen“, noch einmal mit allen Berechtigungen. Sie wählen „Akzeptieren“.
expect-result = Unsere Seite mit dem Ergebnis: was funktioniert, und wie Sie beheben, was nicht funktioniert.
expect-twice = Microsoft fragt also zweimal: einmal für Ihr eigenes Konto, einmal für die Organisation. Das ist richtig so.
expect-address = Die Adresse der Seiten von Microsoft beginnt mit
expect-publisher = Unter dem Namen { $app } steht der Herausgeber, { $publisher }. Steht dort ein anderer Name, wählen Sie „Abbrechen“ und fragen Sie uns.

take-back-heading = So widerrufen Sie die Genehmigung
take-back-text = Das geht jederzeit und ohne uns: Öffnen Sie im Microsoft Entra Admin Center „Unternehmens-Apps“, { $app }, „Eigenschaften“ und wählen Sie „Löschen“. Von da an hat { $app } auf nichts mehr Zugriff. Zugriff, den Microsoft vorher gewährt hat, läuft innerhalb von etwa einer Stunde ab.

## Not you? Send it on

forward-heading = Nicht zuständig? Leiten Sie es weiter
forward-text = Senden Sie diese Adresse an einen Administrator für privilegierte Rollen oder einen globalen Administrator Ihrer Organisation. Sie funktioniert auf jedem Computer, und es geht dort weiter, wo Sie aufgehört haben.
forward-address = Adresse dieser Seite
forward-mail = Oder öffnen Sie eine fertige E-Mail:
forward-needs = Diese Person braucht fünf Minuten und eine der beiden Rollen, sonst nichts. Cooperlink sieht, wann der Link geöffnet wird und wann die Verbindung fertig ist; niemand muss Rückmeldung geben.
mail-subject = Bitte { $app } für unser Microsoft 365 genehmigen
mail-body =
    Guten Tag,

    { $customer } arbeitet mit Cooperlink. Dafür benötigt Cooperlink die Genehmigung eines Administrators unserer Microsoft 365-Organisation (Administrator für privilegierte Rollen oder Globaler Administrator). Das dauert etwa fünf Minuten:

    { $address }

    Auf der Seite steht, was Cooperlink anfordert und warum, wie sich die Genehmigung widerrufen lässt und was dafür nötig ist. Sie melden sich auf den Seiten von Microsoft an und genehmigen dort.

    Vielen Dank

## A meeting

meeting-heading = Lieber gemeinsam?
meeting-text = Ein Termin ist nicht nötig. Möchten Sie jemanden von Cooperlink dabeihaben, wählen Sie einen Termin aus.
meeting-book = Termin wählen
meeting-planned = Sie haben einen Termin mit Cooperlink vereinbart. Sie müssen ihn nicht abwarten: Sie können jetzt beginnen.
meeting-at = Termin
meeting-calendar = In den Kalender eintragen
meeting-subject = { $app } mit Microsoft 365 verbinden
meeting-description = Sorgen Sie dafür, dass ein Administrator dabei ist, der genehmigen darf (Administrator für privilegierte Rollen oder Globaler Administrator). Die Seite: { $address }
