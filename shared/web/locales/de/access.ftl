## Who can use it: whether assignment is required, who is assigned, and the change of both

access-heading = Wer { $app } verwenden darf
access-what = Legen Sie fest, ob alle in Ihrer Organisation { $app } verwenden dürfen oder nur die Personen und Gruppen, die Sie zuweisen. Es ändert sich erst etwas, wenn Sie auf eine Schaltfläche klicken, auf der das steht.
access-back = Zurück zum Ergebnis
access-try-again = Erneut versuchen
access-names = { $first } und { $last }
access-correlation = Korrelations-ID von Microsoft:
access-code = Antwort von Microsoft:

role-45d8d3c5-c802-45c6-b32a-1d70b5e1e86e = Identity Governance-Administrator
role-8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2 = Hybrididentitätsadministrator
role-9360feb5-f418-4baa-8175-e2a00bac4301 = Verzeichnisschreibberechtigte

## Before the administrator consents: what was seen last, and what Microsoft will ask

access-seen-heading = Was die letzte Prüfung ergeben hat
access-seen-at = Geprüft am
access-seen-required = Eine Zuweisung ist erforderlich: Nur zugewiesene Personen dürfen { $app } verwenden.
access-seen-everybody = Eine Zuweisung ist nicht erforderlich: Alle in Ihrer Organisation dürfen { $app } verwenden.
access-seen-users =
    { $number ->
        [0] Niemand ist direkt zugewiesen.
        [one] { $number } Person ist direkt zugewiesen.
       *[other] { $number } Personen sind direkt zugewiesen.
    }
access-seen-groups =
    { $number ->
        [0] Keine Gruppe ist zugewiesen.
        [one] { $number } Gruppe ist zugewiesen.
       *[other] { $number } Gruppen sind zugewiesen.
    }
access-seen-nothing = Bisher konnten wir das bei keiner Prüfung lesen.

access-open-heading = Zugang ansehen und ändern
access-open-what = Melden Sie sich dazu noch einmal bei Microsoft an. Diese Seite liest und ändert den Zugang dann mit Ihren eigenen Rechten, nie mit unseren. Microsoft bittet Sie um Ihre Zustimmung zu Folgendem:
access-open-switch = Nur wenn Sie ändern möchten, ob eine Zuweisung erforderlich ist, bittet Microsoft Sie später um eine weitere Zustimmung:
access-open-while = Wir nutzen Ihre Zustimmung nur auf dieser Seite und nur, solange Sie hier sind. Wir löschen Ihre Anmeldung nach { $idle } Minuten ohne Aktivität, spätestens nach { $longest } Minuten und sofort, wenn Sie auf „Beenden“ klicken.
access-open-tick = Lassen Sie auf der Seite von Microsoft das Kästchen „Zustimmung im Namen Ihrer Organisation“ leer. Mit einem Häkchen würden Sie all das jedem Konto Ihrer Organisation erlauben, und das braucht { $app } nicht.
access-open-stays = Microsoft speichert Ihre Zustimmung, nur für Ihr Konto, bis sie widerrufen wird.
access-open-mandatory = Weil eine Zuweisung erforderlich ist, können sich nur zugewiesene Personen anmelden, auch für diesen Schritt. Vielleicht lehnt Microsoft auch eine Zustimmung für ein einzelnes Konto ab. Hält Microsoft Sie mit AADSTS50105 oder AADSTS90094 auf, verwenden Sie das Admin Center oder das Skript.
access-open-button = Mit Microsoft anmelden

access-permission-application-read-all = Sehen, wer { $app } zugewiesen ist und ob eine Zuweisung erforderlich ist.
access-permission-application-read-all-why = Damit Sie sehen, wer derzeit Zugang hat, bevor Sie etwas ändern.
access-permission-application-read-all-limit = Wir ändern damit nichts. Microsoft bietet das nur für alle Anwendungen zusammen an; wir fragen nur nach { $app }.
access-permission-approleassignment-readwrite-all = { $app } Personen und Gruppen zuweisen und Zuweisungen entfernen.
access-permission-approleassignment-readwrite-all-why = Damit Sie das hier tun können, ohne ins Admin Center zu wechseln.
access-permission-approleassignment-readwrite-all-limit = Die Berechtigung von Microsoft umfasst alle Anwendungen und alles, was ihnen erteilt ist. Wir nutzen sie nur, um { $app } Personen und Gruppen zuzuweisen oder diese Zuweisungen zu entfernen. Sie nehmen jede Änderung selbst vor, und diese Seite führt sie auf.
access-permission-user-readbasic-all = Personen anhand ihres Namens oder ihrer E-Mail-Adresse finden.
access-permission-user-readbasic-all-why = Damit Sie auswählen können, wen Sie zuweisen, und sehen, wer den Zugang verlieren würde.
access-permission-user-readbasic-all-limit = Wir sehen nur Namen und Adressen, sonst nichts, und wir speichern keine Liste Ihrer Benutzer.
access-permission-groupmember-read-all = Gruppen finden und ihre Mitglieder sehen.
access-permission-groupmember-read-all-why = Damit Sie Gruppen auswählen können und sehen, wer über eine zugewiesene Gruppe Zugang hat.
access-permission-groupmember-read-all-limit = Wir ändern keine Gruppe und öffnen nichts, was einer Gruppe gehört.
access-permission-application-readwrite-all = Ändern, ob eine Zuweisung erforderlich ist.
access-permission-application-readwrite-all-why = Die Einstellung gehört zur Anwendung selbst.
access-permission-application-readwrite-all-limit = Microsoft bietet das nur für alle Anwendungen zusammen an. Wir ändern bei { $app } diese eine Einstellung und sonst nichts.

access-roles-cannot-agree = Wir sehen bei Ihrem Konto: { $roles }. Das reicht aus, um Personen zuzuweisen, aber nicht, um den Berechtigungen hier zuzustimmen: Microsoft würde Sie mit „Administratorgenehmigung erforderlich“ aufhalten. Bitten Sie jemanden mit einer dieser Rollen, diesen Schritt zu übernehmen: { $enough }. Oder verwenden Sie das Admin Center oder PowerShell, wie unten beschrieben.
access-roles-none = Wir sehen bei Ihrem Konto keine Rolle, mit der Sie Personen zuweisen dürfen. Sie brauchen eine dieser Rollen: { $enough }. Im Admin Center reicht die Rolle „Benutzeradministrator“, um Personen zuzuweisen.
access-roles-hidden = Sind Sie für Ihre Rolle nur berechtigt, aktivieren Sie sie zuerst. Eine Rolle, die Sie über eine Gruppe haben, ist hier möglicherweise nicht sichtbar. Sie können in jedem Fall fortfahren.
access-roles-unread = Wir konnten Ihre Rollen gerade nicht lesen. Microsoft entscheidet auf seiner eigenen Seite.

## The same without this page

access-without-heading = Ohne diese Seite vorgehen
access-without-portal = Öffnen Sie im Microsoft Entra Admin Center „Unternehmens-Apps“, { $app }. Unter „Eigenschaften“ stellen Sie „Zuweisung erforderlich?“ ein, unter „Benutzer und Gruppen“ weisen Sie Personen und Gruppen zu.
access-without-script = Oder mit PowerShell: Laden Sie das Skript herunter, das für Ihre Organisation erstellt ist, und führen Sie diese Zeilen in dem Ordner aus, in dem Sie es gespeichert haben.
access-script-link = Skript herunterladen
access-without-script-more = So ausgeführt, zeigt das Skript, wer { $app } verwenden darf, und ändert nichts. In seinen ersten Zeilen steht, wie Sie Personen zuweisen und Zuweisungen entfernen.
access-without-take-back = So widerrufen Sie Ihre Zustimmung
access-without-take-back-text = Ihre Zustimmung für diese Seite steht im Microsoft Entra Admin Center unter „Unternehmens-Apps“, { $app }, „Berechtigungen“, auf der Registerkarte „Benutzereinwilligung“. Dort lässt sie sich nicht widerrufen; das geht nur mit PowerShell: Führen Sie das Skript mit -RemoveOwnGrant aus, angemeldet mit demselben Konto.

## Who can use it now

access-now-everybody = In { $organisation } dürfen alle, auch Gäste, { $app } verwenden.
access-now-required = In { $organisation } dürfen nur zugewiesene Personen { $app } verwenden.
access-now-people =
    { $number ->
        [0] Derzeit ist das niemand.
        [one] Derzeit ist das { $number } Person.
       *[other] Derzeit sind das { $number } Personen.
    }
access-now-people-unknown = Wir können nicht sagen, wie viele Personen das sind, weil wir die Mitglieder von { $groups } nicht lesen konnten.
access-now-idle = Die Zuweisungen unten wirken sich erst aus, wenn eine Zuweisung erforderlich ist.

access-switch-to-required = Zuweisung erforderlich machen
access-switch-to-everybody = Alle zulassen
access-switch-first = Sie sehen zuerst, was das bedeuten würde. Vorher ändert sich nichts.
access-switch-permission = Dafür bittet Microsoft Sie um die Zustimmung zu einer weiteren Berechtigung: Application.ReadWrite.All. Sie umfasst alle Anwendungen; wir ändern bei { $app } diese eine Einstellung und sonst nichts.
access-switch-role = Wir sehen bei Ihrem Konto keine Rolle, mit der Sie das ändern dürfen. Sie brauchen eine dieser Rollen: { $roles }.
access-assign-role = Wir sehen bei Ihrem Konto keine Rolle, mit der Sie Personen zuweisen dürfen. Sie brauchen eine dieser Rollen: { $roles }. Sind Sie für Ihre Rolle nur berechtigt, aktivieren Sie sie zuerst; eine Rolle, die Sie über eine Gruppe haben, ist hier möglicherweise nicht sichtbar.

access-cover-oneself = Sie
access-cover-system-user = Der Systembenutzer
access-cover-yes = Hat Zugang
access-cover-no = Kein Zugang
access-cover-unknown = Nicht bekannt
access-cover-none = Nicht genannt
access-cover-everybody = Alle in der Organisation dürfen es verwenden.
access-cover-itself = Direkt zugewiesen.
access-cover-through = Über die Gruppe { $group }.
access-cover-nested = Nur über die Gruppe { $inside }, die sich in der zugewiesenen Gruppe { $assigned } befindet. Gruppen innerhalb von Gruppen zählen nicht.
access-cover-not-assigned = Nicht zugewiesen.
access-cover-unread = Wir konnten die Mitglieder einer zugewiesenen Gruppe nicht lesen.
access-cover-not-named = Cooperlink weiß noch nicht, welches Konto gemeint ist.
access-cover-no-account = In Ihrer Organisation gibt es kein Konto mit diesem Namen. Fragen Sie Cooperlink, welches Konto gemeint ist.
access-cover-account-unread = Wir konnten dieses Konto gerade nicht lesen.
access-cover-stops = Microsoft weist dieses Konto ab, deshalb kann { $app } nicht im Hintergrund arbeiten. Weisen Sie das Konto hier zu.
access-assign-system-user = Systembenutzer zuweisen
access-assign-oneself = Sich selbst zuweisen

access-unseen-heading = Wir konnten nicht lesen, wer Zugang hat
access-unseen-refused = Ihr Konto durfte das bei Microsoft nicht lesen. Melden Sie sich erneut an. Hilft das nicht, brauchen Sie eine dieser Rollen: { $roles }.
access-unseen-absent = Microsoft hat { $app } in Ihrer Organisation nicht gefunden. Ein Administrator muss die Anwendung erneut genehmigen; wie das geht, steht auf der Ergebnisseite.
access-unseen-microsoft-unavailable = Microsoft hat nicht geantwortet oder einen eigenen Fehler gemeldet. Versuchen Sie es erneut, sobald Microsoft wieder antwortet.
access-unseen-unreadable = Wir konnten die Antwort von Microsoft nicht auswerten. Bleibt es dabei, findet der Support den Grund anhand der ID unten.
access-unseen-other = Microsoft hat keine Auskunft gegeben und keinen Grund genannt. Bleibt es dabei, findet der Support den Grund anhand der ID unten.
access-unseen-nothing = Solange wir das nicht lesen können, können Sie hier nichts ändern.
access-over = Microsoft akzeptiert Ihre Anmeldung nicht mehr.
access-sign-in-again = Erneut anmelden

## Adding people and groups

access-add-required = Personen, die Sie hinzufügen, können sich sofort anmelden.
access-add-everybody = Schon jetzt können sich alle anmelden. Neue Zuweisungen ändern deshalb erst etwas, wenn eine Zuweisung erforderlich ist.
access-add-groups = Um Gruppen zuzuweisen, brauchen Sie Microsoft Entra ID P1 oder P2. Es zählen nur die direkten Mitglieder einer Gruppe.
access-find-label = Name oder E-Mail-Adresse
access-find-hint = Lassen Sie das Feld leer, um alle aufzulisten.
access-find = Suchen
access-chosen = Ausgewählt
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
access-found-nothing = Geben Sie weniger Buchstaben ein: den Anfang des Vornamens, des Nachnamens oder der E-Mail-Adresse.
access-unread-people = Wir konnten die Liste der Personen gerade nicht lesen. Versuchen Sie es in einer Minute noch einmal.
access-unread-groups = Wir konnten die Liste der Gruppen gerade nicht lesen. Versuchen Sie es in einer Minute noch einmal.
access-more-people = Weitere Personen anzeigen
access-more-groups = Weitere Gruppen anzeigen
access-assign = Ausgewählte zuweisen
access-most = Höchstens { $most } auf einmal.
access-is-assigned = Zugewiesen
access-is-not-assigned = Nicht zugewiesen
access-cannot-be-assigned = Kann nicht zugewiesen werden: Die Gruppe ist nicht sicherheitsaktiviert.

## Those assigned

access-list-heading = Wer zugewiesen ist
access-list-nobody = Niemand ist zugewiesen.
access-kind-user = Person
access-kind-group = Gruppe
access-kind-application = Anwendung
access-column-who = Wer
access-column-kind = Art
access-column-assigned = Zugewiesen
access-column-how = Wie
access-how-directly = Direkt
access-how-application = Als Anwendung. Das lässt sich hier nicht ändern.
access-since = seit
access-members =
    { $number ->
        [0] keine direkten Mitglieder
        [one] { $number } direktes Mitglied
       *[other] { $number } direkte Mitglieder
    }
access-members-of = Mitglieder anzeigen
access-members-unread = Mitglieder nicht lesbar
access-nested = Gruppen innerhalb dieser Gruppe, die nicht zählen:
access-more =
    { $number ->
        [one] und { $number } weitere
       *[other] und { $number } weitere
    }

## Before a change is made

access-review-remove = Zuweisung von { $names } entfernen?
access-review-remove-many = { $number } Zuweisungen entfernen?
access-review-assign = { $names } zuweisen?
access-review-required = Zuweisung erforderlich machen?
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
        [one] Voraussichtlich würde { $number } Person den Zugang verlieren. Wer genau, können wir nicht sagen, weil wir die Mitglieder von { $groups } nicht lesen konnten:
       *[other] Etwa { $number } Personen würden den Zugang verlieren. Wer genau, können wir nicht sagen, weil wir die Mitglieder von { $groups } nicht lesen konnten:
    }
access-lose-unknown = Wir können nicht sagen, ob jemand den Zugang verliert, weil wir die Mitglieder von { $groups } nicht lesen konnten.
access-lose-count =
    { $number ->
        [0] Keine der { $all } Personen in Ihrer Organisation würde den Zugang verlieren.
        [one] Etwa { $number } von { $all } Personen in Ihrer Organisation würde den Zugang verlieren.
       *[other] Etwa { $number } von { $all } Personen in Ihrer Organisation würden den Zugang verlieren.
    }
access-lose-at-most = Bis zu { $all } Personen würden den Zugang verlieren, das sind alle in Ihrer Organisation. Wir können nicht sagen, wie viele ihn behalten, weil wir die Mitglieder von { $groups } nicht lesen konnten.
access-gain-everybody = Von da an können sich in { $organisation } alle, auch Gäste, bei { $app } anmelden.
access-lock-heading = Bestätigen Sie bitte auch das
access-lock-system-user = Danach hat der Systembenutzer { $name }, soweit wir sehen können, keinen Zugang. Microsoft weist ihn dann ab, { $app } arbeitet nicht mehr im Hintergrund und legt keine Dokumente und keine E-Mails mehr ab.
access-lock-system-user-confirm = Mir ist klar, dass { $app } dann nicht mehr im Hintergrund arbeitet.
access-lock-oneself = Danach hat Ihr eigenes Konto, soweit wir sehen können, keinen Zugang. Bei Ihrer nächsten Anmeldung hier weist Microsoft Sie ab: Sie können dann weder die Prüfungen sehen noch die Änderung auf dieser Seite rückgängig machen.
access-lock-oneself-confirm = Mir ist klar, dass ich mich selbst aussperre.
access-change-remove = Entfernen
access-change-required = Zuweisung erforderlich machen
access-change-everybody = Alle zulassen
access-safer-both = Beide zuweisen, dann umstellen
access-safer-both-first = Zuerst werden Sie und der Systembenutzer { $name } zugewiesen. Erst danach wird eine Zuweisung erforderlich. So wird keiner von beiden ausgesperrt.
access-safer-system-user = Systembenutzer zuweisen, dann umstellen
access-safer-system-user-first = Zuerst wird der Systembenutzer { $name } zugewiesen. Erst danach wird eine Zuweisung erforderlich. So arbeitet { $app } weiter.
access-safer-oneself = Sich selbst zuweisen, dann umstellen
access-safer-oneself-first = Zuerst werden Sie zugewiesen. Erst danach wird eine Zuweisung erforderlich. So behalten Sie Ihren Zugang.
access-safer-without = Zuweisung erforderlich machen, ohne vorher jemanden zuzuweisen
access-cancel = Abbrechen und nichts ändern
access-review-script = Dasselbe mit dem Skript tun

## The outcome of a change

access-changed-done-heading = Erledigt
access-changed-done-text = Microsoft hat die Änderung vorgenommen. Die Listen von Microsoft zeigen sie möglicherweise etwas später.
access-changed-already-heading = Bereits erledigt
access-changed-already-text = Es gab nichts zu ändern.
access-changed-part-heading = Nur ein Teil wurde erledigt
access-changed-part-text = Unten steht, was erledigt wurde und warum der Rest nicht.
access-changed-none-heading = Es wurde nichts geändert
access-changed-none-text = Warum, steht unten.
access-changed-unknown-heading = Microsoft hat nicht mitgeteilt, ob die Änderung erfolgt ist
access-changed-unknown-text = Wir wollen nicht raten. Die Liste auf dieser Seite zeigt den jetzigen Stand; sehen Sie dort nach, bevor Sie etwas wiederholen.
access-changed-pending-heading = Eine Änderung läuft noch
access-changed-pending-text = Microsoft hat sie noch nicht bestätigt. Wir wollen nicht raten: Wir lesen den Stand erneut, und diese Seite zeigt das Ergebnis automatisch. Bis dahin können Sie nichts anderes ändern.

access-done-assign = { $name } ist zugewiesen.
access-done-remove = Die Zuweisung von { $name } wurde entfernt.
access-done-require-assignment = Eine Zuweisung ist erforderlich.
access-done-allow-everybody = Alle dürfen { $app } verwenden.
access-already-so-assign = { $name } war bereits zugewiesen.
access-already-so-remove = { $name } war nicht mehr zugewiesen.
access-already-so-require-assignment = Eine Zuweisung war bereits erforderlich.
access-already-so-allow-everybody = Alle durften { $app } bereits verwenden.
access-not-done-assign = { $name } wurde nicht zugewiesen.
access-not-done-remove = Die Zuweisung von { $name } wurde nicht entfernt.
access-not-done-require-assignment = Eine Zuweisung ist weiterhin nicht erforderlich.
access-not-done-allow-everybody = Eine Zuweisung ist weiterhin erforderlich.
access-unknown-assign = Wir wissen noch nicht, ob { $name } zugewiesen ist.
access-unknown-remove = Wir wissen noch nicht, ob die Zuweisung von { $name } entfernt wurde.
access-unknown-require-assignment = Wir wissen noch nicht, ob eine Zuweisung erforderlich ist.
access-unknown-allow-everybody = Wir wissen noch nicht, ob alle { $app } verwenden dürfen.

access-reason-role-missing = Laut Microsoft lässt Ihre Rolle das nicht zu. Sie brauchen eine dieser Rollen, und sie muss für Ihr Konto aktiv sein: { $roles }.
access-reason-not-found = Microsoft findet das Konto, die Gruppe oder { $app } nicht mehr. Suchen Sie erneut.
access-reason-changed-meanwhile = Jemand anderes hat das im selben Moment geändert. Sehen Sie sich die Liste an und versuchen Sie es dann noch einmal.
access-reason-throttled =
    { $number ->
        [one] Microsoft bittet Sie zu warten. Versuchen Sie es in { $number } Sekunde noch einmal.
       *[other] Microsoft bittet Sie zu warten. Versuchen Sie es in { $number } Sekunden noch einmal.
    }
access-reason-throttled-unknown = Microsoft bittet Sie zu warten. Versuchen Sie es in einigen Minuten noch einmal.
access-reason-signed-out = Ihre Anmeldung war beendet. Melden Sie sich erneut an und wiederholen Sie dann die Änderung.
access-reason-not-accepted = Microsoft hat die Änderung nicht akzeptiert. Die Antwort von Microsoft steht unten.
access-reason-not-accepted-group = Microsoft hat die Änderung nicht akzeptiert. Möglicherweise ist die Gruppe keine Sicherheitsgruppe, oder Ihrer Organisation fehlt Microsoft Entra ID P1 oder P2, das zum Zuweisen von Gruppen erforderlich ist.
access-reason-assignments-missing = Zuerst müssen alle Zuweisungen oben vorgenommen sein. Eine Zuweisung ist noch nicht erforderlich. Holen Sie die fehlenden nach und versuchen Sie es dann erneut.
access-reason-lost = Die Änderung wurde nicht rechtzeitig ausgeführt und war auch später nicht zu sehen. Versuchen Sie es erneut.

access-history-heading = Änderungen auf dieser Seite
access-history-nothing = Auf dieser Seite hat noch niemand etwas geändert.
access-history-more = Auch ältere Änderungen sind gespeichert; fragen Sie Cooperlink danach.
access-before-after = Vorher: { $before }. Nachher: { $after }.
access-was-assigned = zugewiesen
access-was-not-assigned = nicht zugewiesen
access-was-required = Zuweisung erforderlich
access-was-everybody = alle haben Zugang
access-was-unknown = nicht lesbar

access-finish-text = Wir löschen Ihre Anmeldung dann sofort. Andernfalls endet sie nach { $idle } Minuten ohne Aktivität, spätestens am
access-finish-button = Beenden

## Notices at the top

access-notice-cancelled-heading = Sie sind ohne Anmeldung zurückgekommen
access-notice-cancelled-text = Jemand hat auf der Seite von Microsoft „Abbrechen“ gewählt, oder das Konto darf den Berechtigungen dort nicht zustimmen. Es wurde nichts geändert.
access-notice-cancelled-what-to-do = Melden Sie sich erneut an, wenn Sie so weit sind, oder verwenden Sie das Admin Center oder das Skript.

access-notice-approval-required-heading = Für diese Zustimmung verlangt Microsoft eine andere Rolle
access-notice-approval-required-text = Ihr Konto darf diesen Berechtigungen nicht zustimmen. Es wurde nichts geändert.
access-notice-approval-required-what-to-do = Bitten Sie jemanden mit einer dieser Rollen, diesen Schritt zu übernehmen: { $enough }. Oder verwenden Sie das Admin Center oder das Skript. Hat Microsoft Ihnen angeboten, die Genehmigung anzufordern, brauchen Sie das hier nicht: Einmal genehmigt, würde sie für jedes Konto Ihrer Organisation gelten.

access-notice-other-person-heading = Sie haben sich mit einem anderen Konto angemeldet
access-notice-other-person-text = Diese Seite gehört zu dem Konto, das sich zuerst angemeldet hat, und Microsoft hat ein anderes angemeldet. Es wurde nichts geändert.
access-notice-other-person-what-to-do = Melden Sie sich erneut an und wählen Sie das erste Konto. Möchten Sie mit dem anderen fortfahren, öffnen Sie den Link in einem privaten Browserfenster und beginnen Sie von vorn.

access-notice-permission-missing-heading = Eine Berechtigung fehlt
access-notice-permission-missing-text = Microsoft hat Sie ohne eine der Berechtigungen angemeldet, die diese Seite benötigt. Es wurde nichts geändert.
access-notice-permission-missing-what-to-do = Melden Sie sich erneut an und stimmen Sie dem zu, worum Microsoft bittet. Fragt Microsoft nicht danach, verwenden Sie das Admin Center oder das Skript.

access-notice-busy-heading = Eine andere Änderung läuft noch
access-notice-busy-text = Es läuft immer nur eine Änderung, und eine frühere ist noch nicht abgeschlossen. Ihre Änderung wurde nicht ausgeführt.
access-notice-busy-what-to-do = Warten Sie eine Minute, sehen Sie sich die Liste noch einmal an und wiederholen Sie dann Ihre Änderung.

access-notice-stale-heading = Der Zugang hat sich inzwischen geändert
access-notice-stale-text = Wer { $app } verwenden darf, hat sich geändert, seit Sie nachgesehen haben. Ihre Änderung wurde nicht ausgeführt.
access-notice-stale-what-to-do = Sehen Sie sich unten den jetzigen Stand an und entscheiden Sie dann neu.

access-notice-not-confirmed-heading = Eine Bestätigung fehlt
access-notice-not-confirmed-text = Diese Änderung würde jemanden aussperren, und Sie haben das Kästchen zur Bestätigung nicht angekreuzt. Es wurde nichts geändert.
access-notice-not-confirmed-what-to-do = Kreuzen Sie das Kästchen an, wenn Sie das möchten; andernfalls brechen Sie ab.

access-notice-nothing-chosen-heading = Sie haben nichts ausgewählt
access-notice-nothing-chosen-text = Kein Kästchen war angekreuzt. Es wurde nichts geändert.
access-notice-nothing-chosen-what-to-do = Kreuzen Sie die Personen oder Gruppen an, die Sie meinen, und klicken Sie dann noch einmal auf die Schaltfläche.

access-notice-too-many-at-once-heading = Zu viele auf einmal
access-notice-too-many-at-once-text = Sie können höchstens { $most } Personen und Gruppen auf einmal ändern. Es wurde nichts geändert.
access-notice-too-many-at-once-what-to-do = Gehen Sie in mehreren Schritten vor. Bei vielen Personen ist eine Gruppe einfacher.

access-notice-too-many-an-hour-heading = Zu viele Änderungen innerhalb einer Stunde
access-notice-too-many-an-hour-text = Diese Seite nimmt höchstens 100 Änderungen pro Stunde vor. Mehr wurde nicht geändert.
access-notice-too-many-an-hour-what-to-do = Machen Sie in einer Stunde weiter, oder verwenden Sie das Admin Center oder das Skript.

access-notice-not-read-heading = Wir konnten den jetzigen Stand nicht lesen
access-notice-not-read-text = Vor jeder Änderung liest diese Seite den jetzigen Stand, und Microsoft hat ihn nicht gezeigt. Es wurde nichts geändert.
access-notice-not-read-what-to-do = Versuchen Sie es in einigen Minuten noch einmal.

access-notice-catching-up-heading = Microsoft zeigt Ihre letzte Änderung noch nicht
access-notice-catching-up-text = Sie haben sie gerade erst vorgenommen, und die Liste von Microsoft zeigt noch den Stand davor. Was eine weitere Änderung bedeuten würde, können wir daraus nicht ablesen. Es wurde nichts geändert.
access-notice-catching-up-what-to-do = Versuchen Sie es in zwei Minuten noch einmal.

access-notice-over-heading = Ihre Anmeldung ist beendet
access-notice-over-text = Sie haben sie { $idle } Minuten lang nicht genutzt, sie war { $longest } Minuten alt, oder Microsoft akzeptiert sie nicht mehr. Wir haben sie gelöscht. Es wurde nichts geändert.
access-notice-over-what-to-do = Melden Sie sich erneut an, um fortzufahren.

access-notice-finished-heading = Beendet
access-notice-finished-text = Wir haben Ihre Anmeldung gelöscht. Diese Seite kann in Ihrem Namen nichts mehr lesen oder ändern.
access-notice-finished-what-to-do = Ihre Zustimmung bleibt bei Microsoft gespeichert. Wie Sie sie widerrufen, steht am Ende dieser Seite.

access-notice-kept-heading = Hat Microsoft Sie aufgehalten?
access-notice-kept-text = Sie wollten sich bei Microsoft anmelden, sind aber nicht zurückgekommen. Hat Microsoft „Administratorgenehmigung erforderlich“ oder AADSTS90094 angezeigt, darf Ihr Konto hier nicht zustimmen. Bei AADSTS50105 fehlt Ihrem Konto die Zuweisung zu { $app }. Es wurde nichts geändert.
access-notice-kept-what-to-do = Bitten Sie jemanden mit einer dieser Rollen, diesen Schritt zu übernehmen: { $enough }. Oder verwenden Sie das Admin Center oder das Skript.

## The comments of the script

access-script-what = Zeigt und ändert, wer { $app } in einer Microsoft 365-Organisation verwenden darf, mit den Rechten der Person, die das Skript ausführt. Es sendet nichts an Cooperlink.
access-script-needs = Benötigt das Modul Microsoft.Graph.Authentication, Version 2 oder höher.
access-script-list = Anzeigen, wer Zugang hat, und nichts ändern:
access-script-add = Personen oder Gruppen zuweisen, höchstens { $most } auf einmal, anhand von Anmeldename, Gruppenname oder Objekt-ID:
access-script-remove = Zuweisungen entfernen:
access-script-require = Zuweisung erforderlich machen oder alle zulassen:
access-script-grant = Die Zustimmung widerrufen, die Ihr Konto auf der Seite von Cooperlink erteilt hat:
