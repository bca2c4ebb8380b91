## Who may use it: whether an assignment is mandatory, who is assigned, and the change of both

access-heading = Wer { $app } verwenden darf
access-what = Hier legen Sie fest, ob alle in Ihrer Organisation { $app } verwenden dürfen oder nur die Personen und Gruppen, die Sie zuweisen. Geändert wird erst etwas, wenn Sie auf eine Schaltfläche klicken, auf der das ausdrücklich steht.
access-back = Zurück zum Ergebnis
access-try-again = Erneut versuchen
access-names = { $first } und { $last }
access-correlation = Korrelations-ID von Microsoft:
access-code = Antwort von Microsoft:

role-45d8d3c5-c802-45c6-b32a-1d70b5e1e86e = Identity Governance-Administrator
role-8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2 = Hybrididentitätsadministrator
role-9360feb5-f418-4baa-8175-e2a00bac4301 = Verzeichnisschreibberechtigte

## Before the administrator agreed: what was seen last, and what Microsoft will ask

access-seen-heading = Stand bei der letzten Prüfung
access-seen-at = Gelesen am
access-seen-required = Eine Zuweisung ist erforderlich: Nur wer zugewiesen ist, darf { $app } verwenden.
access-seen-everybody = Eine Zuweisung ist nicht erforderlich: Alle in Ihrer Organisation dürfen { $app } verwenden.
access-seen-users =
    { $number ->
        [0] Keine Person ist direkt zugewiesen.
        [one] { $number } Person ist direkt zugewiesen.
       *[other] { $number } Personen sind direkt zugewiesen.
    }
access-seen-groups =
    { $number ->
        [0] Keine Gruppe ist zugewiesen.
        [one] { $number } Gruppe ist zugewiesen.
       *[other] { $number } Gruppen sind zugewiesen.
    }
access-seen-nothing = Bisher ließ sich das bei keiner Prüfung lesen.

access-open-heading = Zugang ansehen und ändern
access-open-what = Dazu melden Sie sich noch einmal bei Microsoft an. Diese Seite liest und ändert den Zugang dann mit Ihren eigenen Rechten, nie mit unseren. Microsoft bittet Sie um Ihre Zustimmung zu Folgendem:
access-open-switch = Nur wenn Sie ändern möchten, ob eine Zuweisung erforderlich ist, bittet Microsoft Sie später um eine weitere Zustimmung:
access-open-while = Ihre Zustimmung gilt nur für Sie: Wir nutzen sie allein auf dieser Seite und nur, solange Sie hier sind. Wir löschen Ihre Anmeldung nach { $idle } Minuten ohne Nutzung, spätestens nach { $longest } Minuten und sofort, wenn Sie auf „Beenden“ klicken.
access-open-tick = Lassen Sie auf der Seite von Microsoft das Kästchen „Zustimmung im Namen Ihrer Organisation“ leer. Mit Häkchen würden Sie all das für jedes Konto Ihrer Organisation erlauben, und das braucht { $app } nicht.
access-open-stays = Microsoft merkt sich Ihre Zustimmung, nur für Ihr Konto, bis sie widerrufen wird.
access-open-mandatory = Weil eine Zuweisung erforderlich ist, lässt Microsoft auch für diesen Schritt nur Zugewiesene herein und nimmt eine Zustimmung für ein einzelnes Konto möglicherweise nicht an. Hält Microsoft Sie mit AADSTS50105 oder AADSTS90094 an, verwenden Sie das Portal oder das Skript.
access-open-button = Mit Microsoft anmelden

access-permission-application-read-all = Sehen, wer { $app } zugewiesen ist und ob eine Zuweisung erforderlich ist.
access-permission-application-read-all-why = Damit Sie den Stand kennen, bevor Sie etwas ändern.
access-permission-application-read-all-limit = Es wird nichts geändert. Microsoft bietet das nur für alle Anwendungen zusammen an; wir fragen nur nach { $app }.
access-permission-approleassignment-readwrite-all = Personen und Gruppen für { $app } zuweisen und Zuweisungen entfernen.
access-permission-approleassignment-readwrite-all-why = Damit Sie das hier tun können, ohne das Portal.
access-permission-approleassignment-readwrite-all-limit = Die Berechtigung von Microsoft umfasst alle Anwendungen und alles, was ihnen erteilt ist. Wir nutzen sie nur für Personen und Gruppen bei { $app }; jede Änderung nehmen Sie selbst vor, und sie wird auf dieser Seite aufgeführt.
access-permission-user-readbasic-all = Personen anhand ihres Namens oder ihrer E-Mail-Adresse finden.
access-permission-user-readbasic-all-why = Damit Sie auswählen können, wen Sie zuweisen, und sehen, wer den Zugang verlieren würde.
access-permission-user-readbasic-all-limit = Sichtbar sind nur Namen und Adressen, und wir speichern keine Liste Ihrer Benutzer.
access-permission-groupmember-read-all = Gruppen finden und sehen, wer ihre Mitglieder sind.
access-permission-groupmember-read-all-why = Damit Sie Gruppen auswählen können und sehen, wem eine zugewiesene Gruppe Zugang gibt.
access-permission-groupmember-read-all-limit = Es wird keine Gruppe geändert und nichts geöffnet, was einer Gruppe gehört.
access-permission-application-readwrite-all = Ändern, ob eine Zuweisung erforderlich ist.
access-permission-application-readwrite-all-why = Die Einstellung gehört zur Anwendung selbst.
access-permission-application-readwrite-all-limit = Microsoft bietet das nur für alle Anwendungen zusammen an. Wir ändern bei { $app } diese eine Einstellung und sonst nichts.

access-roles-cannot-agree = Für Ihr Konto sehen wir: { $roles }. Damit dürfen Sie Personen zuweisen, aber nicht den Berechtigungen zustimmen, die hier nötig sind: Microsoft würde Sie mit „Administratorgenehmigung erforderlich“ aufhalten. Entweder übernimmt jemand mit einer dieser Rollen den Schritt: { $enough }. Oder Sie verwenden das Portal oder PowerShell, wie unten beschrieben.
access-roles-none = Für Ihr Konto sehen wir keine Rolle, mit der Sie Personen zuweisen dürfen. Hier ist eine dieser Rollen nötig: { $enough }. Im Portal genügt zum Zuweisen von Personen die Rolle Benutzeradministrator.
access-roles-hidden = Eine Rolle, für die Sie nur berechtigt sind, müssen Sie zuerst aktivieren; eine Rolle, die Sie über eine Gruppe haben, ist hier möglicherweise nicht sichtbar. Sie können in jedem Fall fortfahren.
access-roles-unread = Ihre Rollen ließen sich gerade nicht lesen. Microsoft entscheidet auf seiner eigenen Seite.

## The same without this page

access-without-heading = Oder ohne diese Seite
access-without-portal = Öffnen Sie im Microsoft Entra Admin Center „Unternehmens-Apps“, { $app }. Unter „Eigenschaften“ stellen Sie „Zuweisung erforderlich?“ ein, unter „Benutzer und Gruppen“ weisen Sie Personen und Gruppen zu.
access-without-script = Oder mit PowerShell: Laden Sie das Skript herunter, das für Ihre Organisation erstellt ist, und führen Sie diese Zeilen in dem Ordner aus, in dem es liegt.
access-script-link = Skript herunterladen
access-without-script-more = So ausgeführt, zeigt das Skript, wer { $app } verwenden darf, und ändert nichts. In seinen ersten Zeilen steht, wie Sie Personen zuweisen und Zuweisungen entfernen.
access-without-take-back = So widerrufen Sie Ihre Zustimmung
access-without-take-back-text = Was Sie für diese Seite erlaubt haben, steht im Microsoft Entra Admin Center unter „Unternehmens-Apps“, { $app }, „Berechtigungen“, auf der Registerkarte „Benutzereinwilligung“. Dort lässt Microsoft es niemanden widerrufen; das geht nur mit PowerShell: Führen Sie das Skript mit -RemoveOwnGrant aus, angemeldet mit demselben Konto.

## How it stands

access-now-everybody = In { $organisation } dürfen alle, auch Gäste, { $app } verwenden.
access-now-required = In { $organisation } dürfen nur zugewiesene Personen { $app } verwenden.
access-now-people =
    { $number ->
        [0] Derzeit ist das niemand.
        [one] Derzeit ist das { $number } Person.
       *[other] Derzeit sind das { $number } Personen.
    }
access-now-people-unknown = Wie viele Personen das sind, lässt sich nicht sagen, weil sich die Mitglieder von { $groups } nicht lesen ließen.
access-now-idle = Die Zuweisungen unten wirken sich erst aus, wenn eine Zuweisung erforderlich ist.

access-switch-to-required = Zuweisung verlangen
access-switch-to-everybody = Alle zulassen
access-switch-first = Bevor sich etwas ändert, sehen Sie, was es bedeuten würde.
access-switch-permission = Dafür bittet Microsoft Sie um die Zustimmung zu einer weiteren Berechtigung: Application.ReadWrite.All. Sie umfasst alle Anwendungen; wir ändern bei { $app } diese eine Einstellung und sonst nichts.
access-switch-role = Für Ihr Konto sehen wir keine Rolle, mit der Sie das ändern dürfen. Nötig ist eine dieser Rollen: { $roles }.
access-assign-role = Für Ihr Konto sehen wir keine Rolle, mit der Sie Personen zuweisen dürfen. Nötig ist eine dieser Rollen: { $roles }. Eine Rolle, für die Sie nur berechtigt sind, müssen Sie zuerst aktivieren; eine Rolle, die Sie über eine Gruppe haben, ist hier möglicherweise nicht sichtbar.

access-cover-heading = Sie und der Systembenutzer
access-cover-oneself = Sie
access-cover-system-user = Der Systembenutzer
access-cover-yes = Zugang erlaubt
access-cover-no = Kein Zugang
access-cover-unknown = Nicht bekannt
access-cover-none = Nicht genannt
access-cover-everybody = Wie alle in der Organisation.
access-cover-itself = Direkt zugewiesen.
access-cover-through = Über die Gruppe { $group }.
access-cover-nested = Nur über die Gruppe { $inside }, die zur zugewiesenen Gruppe { $assigned } gehört. Gruppen innerhalb von Gruppen zählen nicht.
access-cover-not-assigned = Nicht zugewiesen.
access-cover-unread = Die Mitglieder einer zugewiesenen Gruppe ließen sich nicht lesen.
access-cover-not-named = Cooperlink weiß noch nicht, welches Konto das ist.
access-cover-no-account = In Ihrer Organisation gibt es kein Konto mit diesem Namen. Fragen Sie Cooperlink, welches Konto gemeint ist.
access-cover-account-unread = Dieses Konto ließ sich gerade nicht lesen.
access-cover-stops = Microsoft weist dieses Konto ab, deshalb arbeitet { $app } nicht im Hintergrund. Weisen Sie das Konto hier zu.

access-unseen-heading = Wer Zugang hat, ließ sich nicht lesen
access-unseen-refused = Microsoft hat Ihrem Konto die Auskunft verweigert. Melden Sie sich erneut an; hilft das nicht, ist zum Lesen eine dieser Rollen nötig: { $roles }.
access-unseen-absent = Microsoft hat { $app } in Ihrer Organisation nicht gefunden. Ein Administrator muss die Anwendung erneut genehmigen; wie das geht, steht auf der Seite mit dem Ergebnis.
access-unseen-microsoft-unavailable = Microsoft hat nicht geantwortet oder einen eigenen Fehler gemeldet. Sobald Microsoft wieder antwortet, lässt es sich lesen.
access-unseen-unreadable = Die Antwort von Microsoft war nicht verständlich. Bleibt es dabei, findet der Support den Grund anhand der Nummer unten.
access-unseen-other = Microsoft hat keine Auskunft gegeben und auch keinen Grund genannt. Bleibt es dabei, findet der Support den Grund anhand der Nummer unten.
access-unseen-nothing = Solange es sich nicht lesen lässt, kann hier nichts geändert werden.
access-over = Microsoft akzeptiert Ihre Anmeldung nicht mehr.
access-sign-in-again = Erneut anmelden

## Adding people and groups

access-add-heading = Personen und Gruppen hinzufügen
access-add-required = Wer hier hinzugefügt wird, darf sich sofort anmelden.
access-add-everybody = Schon jetzt dürfen sich alle anmelden. Neue Zuweisungen wirken sich deshalb erst aus, wenn eine Zuweisung erforderlich ist.
access-add-groups = Gruppen lassen sich mit Microsoft Entra ID P1 oder P2 zuweisen; nur ihre direkten Mitglieder zählen.
access-find-label = Name oder E-Mail-Adresse
access-find-hint = Lassen Sie das Feld leer, um den Anfang der ganzen Liste zu sehen.
access-find = Suchen
access-chosen = Ausgewählt
access-people = Personen
access-groups = Gruppen
access-found-people =
    { $number ->
        [0] Keine Personen gefunden.
        [one] { $number } Person gefunden.
       *[other] { $number } Personen gefunden.
    }
access-found-groups =
    { $number ->
        [0] Keine Gruppen gefunden.
        [one] { $number } Gruppe gefunden.
       *[other] { $number } Gruppen gefunden.
    }
access-found-further-people =
    { $number ->
        [0] Keine weiteren Personen.
        [one] { $number } weitere Person.
       *[other] { $number } weitere Personen.
    }
access-found-further-groups =
    { $number ->
        [0] Keine weiteren Gruppen.
        [one] { $number } weitere Gruppe.
       *[other] { $number } weitere Gruppen.
    }
access-found-nothing = Versuchen Sie es mit weniger Buchstaben, und zwar vom Anfang des Vornamens, des Nachnamens oder der E-Mail-Adresse.
access-unread-people = Personen ließen sich gerade nicht lesen. Versuchen Sie es in einer Minute noch einmal.
access-unread-groups = Gruppen ließen sich gerade nicht lesen. Versuchen Sie es in einer Minute noch einmal.
access-more-people = Weitere Personen
access-more-groups = Weitere Gruppen
access-assign = Ausgewählte zuweisen
access-most = Höchstens { $most } auf einmal.
access-is-assigned = Bereits zugewiesen.
access-is-chosen = Oben ausgewählt.
access-cannot-be-assigned = Lässt sich nicht zuweisen, weil die Gruppe nicht sicherheitsaktiviert ist.

## Those assigned

access-list-heading = Wer zugewiesen ist
access-list-nobody = Niemand ist zugewiesen.
access-list-legend = Kreuzen Sie an, wessen Zuweisung entfernt werden soll.
access-kind-user = Person
access-kind-group = Gruppe
access-since = seit
access-members =
    { $number ->
        [0] keine direkten Mitglieder
        [one] { $number } direktes Mitglied
       *[other] { $number } direkte Mitglieder
    }
access-members-of = Wer dazugehört
access-members-unread = Mitglieder ließen sich nicht lesen
access-nested = Gruppen innerhalb dieser Gruppe, die nicht zählen:
access-more =
    { $number ->
        [one] und { $number } weitere
       *[other] und { $number } weitere
    }
access-review-button = Folgen des Entfernens ansehen

## Before a change is made

access-review-remove = Zuweisung von { $names } entfernen?
access-review-remove-many = { $number } Zuweisungen entfernen?
access-review-assign = { $names } zuweisen?
access-review-required = Zuweisung verlangen?
access-review-everybody = Alle zulassen?
access-review-means = Was das bedeuten würde
access-lose-nobody = Niemand verliert den Zugang.
access-lose-nobody-now = Niemand verliert den Zugang, solange keine Zuweisung erforderlich ist.
access-lose-these =
    { $number ->
        [one] Diese Person würde den Zugang verlieren:
       *[other] Diese { $number } Personen würden den Zugang verlieren:
    }
access-lose-about =
    { $number ->
        [one] Voraussichtlich würde diese eine Person den Zugang verlieren; wer genau, lässt sich nicht sagen, weil sich die Mitglieder von { $groups } nicht lesen ließen:
       *[other] Voraussichtlich würden diese { $number } Personen den Zugang verlieren; wer genau, lässt sich nicht sagen, weil sich die Mitglieder von { $groups } nicht lesen ließen:
    }
access-lose-unknown = Ob jemand den Zugang verliert, lässt sich nicht sagen, weil sich die Mitglieder von { $groups } nicht lesen ließen.
access-lose-count =
    { $number ->
        [0] Keine der { $all } Personen in Ihrer Organisation würde den Zugang verlieren.
        [one] Etwa { $number } von { $all } Personen in Ihrer Organisation würde den Zugang verlieren.
       *[other] Etwa { $number } von { $all } Personen in Ihrer Organisation würden den Zugang verlieren.
    }
access-lose-at-most = Höchstens { $all } Personen würden den Zugang verlieren, das sind alle in Ihrer Organisation. Wie viele ihn behalten, lässt sich nicht sagen, weil sich die Mitglieder von { $groups } nicht lesen ließen.
access-gain-everybody = Von da an dürfen sich in { $organisation } alle, auch Gäste, bei { $app } anmelden.
access-lock-heading = Bestätigen Sie bitte auch das
access-lock-system-user = Danach hat der Systembenutzer { $name }, soweit wir sehen können, keinen Zugang. Microsoft weist ihn dann ab, { $app } arbeitet nicht mehr im Hintergrund, und es werden keine Dokumente und keine E-Mails mehr abgelegt.
access-lock-system-user-confirm = Ich weiß, dass { $app } dann nicht mehr im Hintergrund arbeitet.
access-lock-oneself = Danach haben Sie selbst, soweit wir sehen können, keinen Zugang. Bei Ihrer nächsten Anmeldung hier weist Microsoft Sie ab: Sie können dann weder die Prüfungen sehen noch die Änderung auf dieser Seite rückgängig machen.
access-lock-oneself-confirm = Ich weiß, dass ich mich selbst aussperre.
access-change-remove = Entfernen
access-change-required = Zuweisung verlangen
access-change-everybody = Alle zulassen
access-cancel = Abbrechen und nichts ändern
access-review-script = Dasselbe mit dem Skript

## What came of it

access-changed-done-heading = Erledigt
access-changed-done-text = Microsoft hat die Änderung vorgenommen. In den Listen von Microsoft erscheint sie möglicherweise etwas später.
access-changed-already-heading = Das war schon so
access-changed-already-text = Es musste nichts geändert werden.
access-changed-part-heading = Nur ein Teil wurde erledigt
access-changed-part-text = In den Zeilen unten steht, was erledigt wurde und warum der Rest nicht.
access-changed-none-heading = Es wurde nichts geändert
access-changed-none-text = Warum, steht in den Zeilen unten.
access-changed-unknown-heading = Microsoft hat nicht mitgeteilt, ob die Änderung erfolgt ist
access-changed-unknown-text = Wir stellen keine Vermutung an. Wie es steht, zeigt die Liste auf dieser Seite; sehen Sie dort nach, bevor Sie etwas wiederholen.
access-changed-pending-heading = Eine Änderung ist noch nicht abgeschlossen
access-changed-pending-text = Microsoft hat sie nicht bestätigt. Wir stellen keine Vermutung an: Wir lesen den Stand erneut, und diese Seite zeigt von selbst, was daraus geworden ist. Bis dahin lässt sich nichts anderes ändern.

access-done-assign = { $name } ist zugewiesen.
access-done-remove = Die Zuweisung von { $name } wurde entfernt.
access-done-require-assignment = Eine Zuweisung ist erforderlich.
access-done-allow-everybody = Alle dürfen { $app } verwenden.
access-already-so-assign = { $name } war schon zugewiesen.
access-already-so-remove = { $name } war nicht mehr zugewiesen.
access-already-so-require-assignment = Eine Zuweisung war schon erforderlich.
access-already-so-allow-everybody = Alle durften { $app } schon verwenden.
access-not-done-assign = { $name } wurde nicht zugewiesen.
access-not-done-remove = Die Zuweisung von { $name } wurde nicht entfernt.
access-not-done-require-assignment = Es blieb dabei, dass keine Zuweisung erforderlich ist.
access-not-done-allow-everybody = Es blieb dabei, dass eine Zuweisung erforderlich ist.
access-unknown-assign = Ob { $name } zugewiesen ist, ist noch nicht bekannt.
access-unknown-remove = Ob die Zuweisung von { $name } entfernt wurde, ist noch nicht bekannt.
access-unknown-require-assignment = Ob eine Zuweisung erforderlich ist, ist noch nicht bekannt.
access-unknown-allow-everybody = Ob alle { $app } verwenden dürfen, ist noch nicht bekannt.

access-reason-role-missing = Laut Microsoft lässt Ihre Rolle das nicht zu. Eine dieser Rollen genügt, sobald sie für Ihr Konto aktiv ist: { $roles }.
access-reason-not-found = Microsoft findet das Konto, die Gruppe oder { $app } nicht mehr. Suchen Sie erneut.
access-reason-changed-meanwhile = Jemand anderes hat das im selben Moment geändert. Sehen Sie sich die Liste an und versuchen Sie es dann noch einmal.
access-reason-throttled =
    { $number ->
        [one] Microsoft bittet zu warten. Versuchen Sie es in { $number } Sekunde noch einmal.
       *[other] Microsoft bittet zu warten. Versuchen Sie es in { $number } Sekunden noch einmal.
    }
access-reason-throttled-unknown = Microsoft bittet zu warten. Versuchen Sie es in einigen Minuten noch einmal.
access-reason-signed-out = Ihre Anmeldung war beendet. Melden Sie sich erneut an und wiederholen Sie die Änderung.
access-reason-not-accepted = Microsoft hat die Änderung nicht akzeptiert; die Antwort von Microsoft steht darunter.
access-reason-not-accepted-group = Microsoft hat die Änderung nicht akzeptiert. Möglicherweise ist die Gruppe keine Sicherheitsgruppe, oder Ihrer Organisation fehlt Microsoft Entra ID P1 oder P2, das zum Zuweisen von Gruppen nötig ist.
access-reason-lost = Die Änderung wurde nicht rechtzeitig ausgeführt und war auch später nicht zu sehen. Versuchen Sie es noch einmal.

access-history-heading = Was hier geändert wurde
access-history-nothing = Auf dieser Seite wurde noch nichts geändert.
access-history-more = Auch ältere Änderungen sind gespeichert; fragen Sie Cooperlink danach.
access-before-after = Vorher: { $before }. Nachher: { $after }.
access-was-assigned = zugewiesen
access-was-not-assigned = nicht zugewiesen
access-was-required = Zuweisung erforderlich
access-was-everybody = alle zugelassen
access-was-unknown = ließ sich nicht lesen

access-finish-heading = Beenden
access-finish-text = Wir löschen Ihre Anmeldung dann sofort. Andernfalls endet sie nach { $idle } Minuten ohne Nutzung, spätestens am
access-finish-button = Beenden

## What is told on top

access-notice-cancelled-heading = Sie sind ohne Anmeldung zurückgekommen
access-notice-cancelled-text = Auf der Seite von Microsoft wurde „Abbrechen“ gewählt, oder das Konto darf den Berechtigungen dort nicht zustimmen. Es wurde nichts geändert.
access-notice-cancelled-what-to-do = Melden Sie sich erneut an, wenn Sie so weit sind, oder verwenden Sie das Portal oder das Skript.

access-notice-approval-required-heading = Zum Zustimmen ist eine andere Rolle nötig
access-notice-approval-required-text = Ihr Konto darf diesen Berechtigungen nicht zustimmen. Es wurde nichts geändert.
access-notice-approval-required-what-to-do = Lassen Sie diesen Schritt von jemandem mit einer dieser Rollen ausführen: { $enough }. Oder verwenden Sie das Portal oder das Skript. Hat Microsoft Ihnen angeboten, die Genehmigung anzufordern, ist das hier nicht nötig: Einmal genehmigt, würde sie für jedes Konto Ihrer Organisation gelten.

access-notice-other-person-heading = Ein anderes Konto hat sich angemeldet
access-notice-other-person-text = Diese Seite gehört zu dem Konto, das sich zuerst angemeldet hat, und Microsoft hat ein anderes angemeldet. Es wurde nichts geändert.
access-notice-other-person-what-to-do = Melden Sie sich erneut an und wählen Sie das erste Konto. Möchten Sie mit dem anderen fortfahren, öffnen Sie den Link in einem privaten Browserfenster und beginnen Sie dort von vorn.

access-notice-permission-missing-heading = Eine Berechtigung fehlt
access-notice-permission-missing-text = Microsoft hat Sie ohne eine der Berechtigungen angemeldet, die diese Seite benötigt. Es wurde nichts geändert.
access-notice-permission-missing-what-to-do = Melden Sie sich erneut an und stimmen Sie den Berechtigungen zu, nach denen Microsoft fragt. Fragt Microsoft nicht danach, verwenden Sie das Portal oder das Skript.

access-notice-busy-heading = Eine Änderung läuft noch
access-notice-busy-text = Es wird immer nur eine Änderung ausgeführt, und eine frühere ist noch nicht abgeschlossen. Von Ihrer Änderung wurde nichts ausgeführt.
access-notice-busy-what-to-do = Warten Sie eine Minute, sehen Sie sich die Liste noch einmal an und wiederholen Sie dann, was Sie vorhatten.

access-notice-stale-heading = Der Stand hat sich inzwischen geändert
access-notice-stale-text = Wer { $app } verwenden darf, hat sich geändert, seit Sie nachgesehen haben. Durch Sie wurde nichts geändert.
access-notice-stale-what-to-do = Sehen Sie sich unten den jetzigen Stand an und entscheiden Sie neu.

access-notice-not-confirmed-heading = Eine Bestätigung fehlt
access-notice-not-confirmed-text = Diese Änderung würde jemanden aussperren, und das Kästchen zur Bestätigung war nicht angekreuzt. Es wurde nichts geändert.
access-notice-not-confirmed-what-to-do = Kreuzen Sie das Kästchen an, wenn Sie das möchten; andernfalls brechen Sie ab.

access-notice-nothing-chosen-heading = Es wurde nichts ausgewählt
access-notice-nothing-chosen-text = Es war kein Kästchen angekreuzt, deshalb wurde nichts geändert.
access-notice-nothing-chosen-what-to-do = Kreuzen Sie an, wen Sie meinen, und klicken Sie dann noch einmal auf die Schaltfläche.

access-notice-too-many-at-once-heading = Zu viele auf einmal
access-notice-too-many-at-once-text = Auf einmal sind höchstens { $most } Personen und Gruppen möglich. Es wurde nichts geändert.
access-notice-too-many-at-once-what-to-do = Gehen Sie in mehreren Schritten vor. Bei vielen Personen ist eine Gruppe einfacher.

access-notice-too-many-an-hour-heading = Zu viele Änderungen innerhalb einer Stunde
access-notice-too-many-an-hour-text = Diese Seite nimmt höchstens 100 Änderungen in der Stunde vor. Darüber hinaus wurde nichts geändert.
access-notice-too-many-an-hour-what-to-do = Machen Sie in einer Stunde weiter, oder verwenden Sie das Portal oder das Skript.

access-notice-not-read-heading = Der Stand ließ sich vorher nicht lesen
access-notice-not-read-text = Vor jeder Änderung liest diese Seite den Stand, und Microsoft hat ihn nicht angezeigt. Es wurde nichts geändert.
access-notice-not-read-what-to-do = Versuchen Sie es in einigen Minuten noch einmal.

access-notice-catching-up-heading = Microsoft zeigt Ihre letzte Änderung noch nicht
access-notice-catching-up-text = Sie wurde gerade vorgenommen, und die Liste von Microsoft zeigt noch den Stand davor. Was eine weitere Änderung bedeuten würde, lässt sich daraus nicht sagen. Es wurde nichts geändert.
access-notice-catching-up-what-to-do = Versuchen Sie es in zwei Minuten noch einmal.

access-notice-over-heading = Ihre Anmeldung ist beendet
access-notice-over-text = Sie wurde { $idle } Minuten lang nicht genutzt, war { $longest } Minuten alt, oder Microsoft nimmt sie nicht mehr an. Deshalb haben wir sie gelöscht. Es wurde nichts geändert.
access-notice-over-what-to-do = Melden Sie sich erneut an, um fortzufahren.

access-notice-finished-heading = Beendet
access-notice-finished-text = Wir haben Ihre Anmeldung gelöscht. Diese Seite kann in Ihrem Namen nichts mehr lesen und nichts mehr ändern.
access-notice-finished-what-to-do = Microsoft merkt sich Ihre Zustimmung weiterhin. Wie Sie sie widerrufen, steht am Ende dieser Seite.

## The comments of the script

access-script-what = Zeigt und ändert, wer { $app } in einer bestimmten Microsoft 365-Organisation verwenden darf, mit den Rechten der Person, die das Skript ausführt. Es sendet nichts an Cooperlink.
access-script-needs = Benötigt das Modul Microsoft.Graph.Authentication, Version 2 oder höher.
access-script-list = Anzeigen, wer Zugang hat, und nichts ändern:
access-script-add = Personen oder Gruppen zuweisen, höchstens { $most } auf einmal, anhand von Anmeldename, Gruppenname oder Objekt-ID:
access-script-remove = Zuweisungen entfernen:
access-script-require = Zuweisung verlangen oder alle zulassen:
access-script-grant = Die Zustimmung widerrufen, die Ihr Konto für die Seite von Cooperlink erteilt hat:
