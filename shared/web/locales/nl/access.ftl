## Who may use it: whether an assignment is mandatory, who is assigned, and the change of both

access-heading = Wie { $app } mag gebruiken
access-what = Hier bepaalt u of iedereen in uw organisatie { $app } mag gebruiken, of alleen de mensen en groepen die u toewijst. Er verandert pas iets als u op een knop klikt waarop dat staat.
access-back = Terug naar het resultaat
access-try-again = Opnieuw proberen
access-names = { $first } en { $last }
access-correlation = Correlatie-id van Microsoft:
access-code = Antwoord van Microsoft:

role-45d8d3c5-c802-45c6-b32a-1d70b5e1e86e = Identity Governance-beheerder
role-8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2 = Hybride identiteitsbeheerder
role-9360feb5-f418-4baa-8175-e2a00bac4301 = Adreslijstschrijvers

## Before the administrator agreed: what was seen last, and what Microsoft will ask

access-seen-heading = De stand bij de laatste controle
access-seen-at = Gezien op
access-seen-required = Toewijzing is vereist: alleen wie is toegewezen, mag { $app } gebruiken.
access-seen-everybody = Toewijzing is niet vereist: iedereen in uw organisatie mag { $app } gebruiken.
access-seen-users =
    { $number ->
        [0] Er is niemand op naam toegewezen.
        [one] Er is { $number } persoon op naam toegewezen.
       *[other] Er zijn { $number } personen op naam toegewezen.
    }
access-seen-groups =
    { $number ->
        [0] Er is geen groep toegewezen.
        [one] Er is { $number } groep toegewezen.
       *[other] Er zijn { $number } groepen toegewezen.
    }
access-seen-nothing = Dit kon nog bij geen enkele controle worden gelezen.

access-open-heading = Bekijken en wijzigen wie het mag gebruiken
access-open-what = Daarvoor meldt u zich nog een keer bij Microsoft aan. Deze pagina leest en wijzigt dan met uw eigen rechten, nooit met die van ons. Microsoft vraagt uw toestemming voor het volgende:
access-open-switch = Alleen als u wilt wijzigen of toewijzing vereist is, vraagt Microsoft later om nog één machtiging:
access-open-while = Uw toestemming blijft van u: die wordt alleen op deze pagina gebruikt, en alleen zolang u hier bent. We beëindigen uw aanmelding na { $idle } minuten zonder activiteit, uiterlijk na { $longest } minuten, en meteen als u op “Afronden” klikt.
access-open-tick = Vink op de pagina van Microsoft “Toestemming namens uw organisatie” niet aan. Anders wordt dit alles voor elk account van uw organisatie verleend, en dat heeft { $app } niet nodig.
access-open-stays = Microsoft onthoudt uw toestemming, alleen voor uw account, totdat die wordt ingetrokken.
access-open-mandatory = Omdat toewijzing vereist is, laat Microsoft ook bij deze stap alleen mensen toe die zijn toegewezen, en aanvaardt het mogelijk geen toestemming voor één account. Houdt Microsoft u tegen met AADSTS50105 of AADSTS90094, gebruik dan het beheercentrum of het script.
access-open-button = Aanmelden bij Microsoft

access-permission-application-read-all = Zien wie aan { $app } is toegewezen, en of toewijzing vereist is.
access-permission-application-read-all-why = Zo ziet u hoe het ervoor staat voordat u iets wijzigt.
access-permission-application-read-all-limit = Er wordt niets gewijzigd. Microsoft biedt dit alleen voor alle toepassingen tegelijk; we vragen alleen gegevens over { $app } op.
access-permission-approleassignment-readwrite-all = Mensen en groepen aan { $app } toewijzen, en toewijzingen intrekken.
access-permission-approleassignment-readwrite-all-why = Zo kunt u dat hier doen, zonder het Microsoft Entra-beheercentrum te openen.
access-permission-approleassignment-readwrite-all-limit = Bij Microsoft geldt deze machtiging voor alle toepassingen en wat daaraan is verleend. We gebruiken die voor mensen en groepen bij { $app } en verder nergens voor; elke wijziging doet u zelf en staat op deze pagina vermeld.
access-permission-user-readbasic-all = Mensen zoeken op naam of e-mailadres.
access-permission-user-readbasic-all-why = Zo kunt u kiezen wie u toewijst, en ziet u wie de toegang zou verliezen.
access-permission-user-readbasic-all-limit = Alleen namen en adressen zijn te zien, verder niets, en we bewaren geen lijst van uw mensen.
access-permission-groupmember-read-all = Groepen zoeken, en zien wie er lid van zijn.
access-permission-groupmember-read-all-why = Zo kunt u groepen kiezen, en ziet u wie door een toegewezen groep toegang heeft.
access-permission-groupmember-read-all-limit = Er worden geen groepen gewijzigd, en wat bij een groep hoort, blijft gesloten.
access-permission-application-readwrite-all = Wijzigen of toewijzing vereist is.
access-permission-application-readwrite-all-why = Deze instelling hoort bij de toepassing zelf.
access-permission-application-readwrite-all-limit = Microsoft biedt dit alleen voor alle toepassingen tegelijk. We wijzigen alleen deze ene instelling van { $app }, verder niets.

access-roles-cannot-agree = We zien bij uw account: { $roles }. Daarmee mag u mensen toewijzen, maar geen toestemming geven voor wat Microsoft hier vraagt: Microsoft zou u tegenhouden met “Goedkeuring van beheerder vereist”. Laat deze stap over aan iemand met een van deze rollen: { $enough }. Of gebruik het beheercentrum of PowerShell, zoals hieronder beschreven.
access-roles-none = We zien bij uw account geen rol waarmee u mensen mag toewijzen. Hier is een van deze rollen nodig: { $enough }. In het beheercentrum is Gebruikersbeheerder voldoende om mensen toe te wijzen.
access-roles-hidden = Een rol waarvoor u alleen in aanmerking komt, moet u eerst activeren; een rol die u via een groep hebt, is hier mogelijk niet te zien. U kunt hoe dan ook verdergaan.
access-roles-unread = Uw rollen konden nu niet worden gelezen. Microsoft beslist op de eigen pagina.

## The same without this page

access-without-heading = Of zonder deze pagina
access-without-portal = Open in het Microsoft Entra-beheercentrum Bedrijfsapps, { $app }. Onder “Eigenschappen” stelt u “Toewijzing vereist?” in, onder “Gebruikers en groepen” wijst u mensen en groepen toe.
access-without-script = Of met PowerShell: download het script, dat voor uw organisatie is gemaakt, en voer deze regels uit in de map waarin het staat.
access-script-link = Script downloaden
access-without-script-more = Zo uitgevoerd toont het script wie { $app } mag gebruiken en wijzigt het niets. In de eerste regels staat hoe u mensen toewijst en toewijzingen intrekt.
access-without-take-back = Hoe u uw toestemming intrekt
access-without-take-back-text = Waarvoor u op deze pagina toestemming hebt gegeven, staat in het Microsoft Entra-beheercentrum onder Bedrijfsapps, { $app }, “Machtigingen”, op het tabblad “Gebruikerstoestemming”. Intrekken kan daar niet, alleen met PowerShell: voer het script uit met -RemoveOwnGrant, aangemeld met hetzelfde account.

## How it stands

access-now-everybody = Iedereen in { $organisation }, ook gasten, mag { $app } gebruiken.
access-now-required = In { $organisation } mag { $app } alleen worden gebruikt door wie is toegewezen.
access-now-people =
    { $number ->
        [0] Op dit moment is dat niemand.
        [one] Op dit moment is dat { $number } persoon.
       *[other] Op dit moment zijn dat { $number } personen.
    }
access-now-people-unknown = Hoeveel personen dat zijn, is niet te zeggen, omdat de leden van { $groups } niet konden worden gelezen.
access-now-idle = De toewijzingen hieronder maken geen verschil zolang toewijzing niet vereist is.

access-switch-to-required = Toewijzing vereisen
access-switch-to-everybody = Iedereen toelaten
access-switch-first = Voordat er iets verandert, ziet u wat dat zou betekenen.
access-switch-permission = Hiervoor vraagt Microsoft u om nog één machtiging: Application.ReadWrite.All. Die geldt voor alle toepassingen; we wijzigen alleen deze ene instelling van { $app }, verder niets.
access-switch-role = We zien bij uw account geen rol waarmee u dit mag wijzigen. Een van deze rollen is nodig: { $roles }.
access-assign-role = We zien bij uw account geen rol waarmee u mensen mag toewijzen. Een van deze rollen is nodig: { $roles }. Een rol waarvoor u alleen in aanmerking komt, moet u eerst activeren; een rol die u via een groep hebt, is hier mogelijk niet te zien.

access-cover-heading = U en de systeemgebruiker
access-cover-oneself = U
access-cover-system-user = De systeemgebruiker
access-cover-yes = Mag het gebruiken
access-cover-no = Mag het niet gebruiken
access-cover-unknown = Niet bekend
access-cover-none = Niet opgegeven
access-cover-everybody = Net als iedereen.
access-cover-itself = Op naam toegewezen.
access-cover-through = Via de groep { $group }.
access-cover-nested = Alleen via de groep { $inside }, die in de toegewezen groep { $assigned } zit. Een groep binnen een groep telt niet.
access-cover-not-assigned = Niet toegewezen.
access-cover-unread = De leden van een toegewezen groep konden niet worden gelezen.
access-cover-not-named = Cooperlink weet nog niet welk account dit is.
access-cover-no-account = Uw organisatie heeft geen account met deze naam. Vraag Cooperlink welk account wordt bedoeld.
access-cover-account-unread = Dit account kon nu niet worden gelezen.
access-cover-stops = Microsoft weigert dit account. Daardoor werkt { $app } niet op de achtergrond. Wijs het account hier toe.

access-unseen-heading = Wie het mag gebruiken, kon niet worden gelezen
access-unseen-refused = Uw account mocht dit van Microsoft niet lezen. Meld u opnieuw aan; helpt dat niet, dan is dit te lezen met een van deze rollen: { $roles }.
access-unseen-absent = Microsoft heeft { $app } niet gevonden in uw organisatie. Een beheerder moet opnieuw goedkeuring geven; op de pagina met het resultaat staat hoe.
access-unseen-microsoft-unavailable = Microsoft gaf geen antwoord of meldde een eigen fout. Zodra Microsoft weer antwoord geeft, is dit weer te lezen.
access-unseen-unreadable = Het antwoord van Microsoft was niet te begrijpen. Gaat dit niet over, dan vindt support de oorzaak met het nummer hieronder.
access-unseen-other = Microsoft toonde dit niet en zei niet waarom. Gaat dit niet over, dan vindt support de oorzaak met het nummer hieronder.
access-unseen-nothing = Zolang dit niet te lezen is, kan hier niets worden gewijzigd.
access-over = Microsoft accepteert uw aanmelding niet meer.
access-sign-in-again = Opnieuw aanmelden

## Adding people and groups

access-add-heading = Mensen en groepen toevoegen
access-add-required = Wie u toevoegt, mag zich meteen aanmelden.
access-add-everybody = Iedereen mag zich al aanmelden. Iemand toevoegen verandert dus niets zolang toewijzing niet vereist is.
access-add-groups = Groepen kunt u toewijzen met Microsoft Entra ID P1 of P2, en alleen de directe leden tellen.
access-find-label = Naam of e-mailadres
access-find-hint = Laat dit veld leeg om het begin van de hele lijst te zien.
access-find = Zoeken
access-chosen = Geselecteerd
access-people = Mensen
access-groups = Groepen
access-found-people =
    { $number ->
        [0] Geen personen gevonden.
        [one] { $number } persoon gevonden.
       *[other] { $number } personen gevonden.
    }
access-found-groups =
    { $number ->
        [0] Geen groepen gevonden.
        [one] { $number } groep gevonden.
       *[other] { $number } groepen gevonden.
    }
access-found-further-people =
    { $number ->
        [0] Geen personen meer.
        [one] Nog { $number } persoon.
       *[other] Nog { $number } personen.
    }
access-found-further-groups =
    { $number ->
        [0] Geen groepen meer.
        [one] Nog { $number } groep.
       *[other] Nog { $number } groepen.
    }
access-found-nothing = Probeer het met minder letters, vanaf het begin van een voornaam, een achternaam of het e-mailadres.
access-unread-people = De lijst van mensen kon nu niet worden gelezen. Probeer het over een minuut opnieuw.
access-unread-groups = De lijst van groepen kon nu niet worden gelezen. Probeer het over een minuut opnieuw.
access-more-people = Meer mensen
access-more-groups = Meer groepen
access-assign = Selectie toewijzen
access-most = Maximaal { $most } tegelijk.
access-is-assigned = Al toegewezen.
access-is-chosen = Hierboven geselecteerd.
access-cannot-be-assigned = Kan niet worden toegewezen, omdat beveiliging voor deze groep niet is ingeschakeld.

## Those assigned

access-list-heading = Wie er is toegewezen
access-list-nobody = Er is niemand toegewezen.
access-list-legend = Vink aan van wie de toewijzing moet worden ingetrokken.
access-kind-user = Persoon
access-kind-group = Groep
access-since = sinds
access-members =
    { $number ->
        [0] geen directe leden
        [one] { $number } direct lid
       *[other] { $number } directe leden
    }
access-members-of = Wie dat zijn
access-members-unread = de leden konden niet worden gelezen
access-nested = Groepen binnen deze groep, die niet tellen:
access-more =
    { $number ->
        [one] en nog { $number }
       *[other] en nog { $number }
    }
access-review-button = Gevolgen van intrekken bekijken

## Before a change is made

access-review-remove = Toewijzing van { $names } intrekken?
access-review-remove-many = { $number } toewijzingen intrekken?
access-review-assign = { $names } toewijzen?
access-review-required = Toewijzing vereisen?
access-review-everybody = Iedereen toelaten?
access-review-means = Wat dit zou betekenen
access-lose-nobody = Niemand verliest de toegang.
access-lose-nobody-now = Niemand verliest de toegang zolang toewijzing niet vereist is.
access-lose-these =
    { $number ->
        [one] Deze persoon zou de toegang verliezen:
       *[other] Deze { $number } personen zouden de toegang verliezen:
    }
access-lose-about =
    { $number ->
        [one] Vermoedelijk zou deze ene persoon de toegang verliezen; wie precies, is niet te zeggen, omdat de leden van { $groups } niet konden worden gelezen:
       *[other] Vermoedelijk zouden deze { $number } personen de toegang verliezen; wie precies, is niet te zeggen, omdat de leden van { $groups } niet konden worden gelezen:
    }
access-lose-unknown = Of iemand de toegang verliest, is niet te zeggen, omdat de leden van { $groups } niet konden worden gelezen.
access-lose-count =
    { $number ->
        [0] Van de { $all } personen in uw organisatie zou niemand de toegang verliezen.
        [one] Ongeveer { $number } van de { $all } personen in uw organisatie zou de toegang verliezen.
       *[other] Ongeveer { $number } van de { $all } personen in uw organisatie zouden de toegang verliezen.
    }
access-lose-at-most = Maximaal { $all } personen zouden de toegang verliezen; dat is iedereen in uw organisatie. Hoeveel van hen toegang houden, is niet te zeggen, omdat de leden van { $groups } niet konden worden gelezen.
access-gain-everybody = Iedereen in { $organisation }, ook gasten, mag zich vanaf dat moment bij { $app } aanmelden.
access-lock-heading = Bevestig ook dit
access-lock-system-user = Daarna heeft de systeemgebruiker { $name }, voor zover wij kunnen zien, geen toegang meer. Microsoft weigert dit account dan, { $app } werkt niet meer op de achtergrond, en er worden geen documenten en e-mail meer opgeborgen.
access-lock-system-user-confirm = Ik weet dat { $app } dan niet meer op de achtergrond werkt.
access-lock-oneself = Daarna hebt u zelf, voor zover wij kunnen zien, geen toegang meer. Microsoft weigert u dan als u zich hier weer aanmeldt: u kunt de controles niet meer zien en dit op deze pagina niet meer ongedaan maken.
access-lock-oneself-confirm = Ik weet dat ik mezelf buitensluit.
access-change-remove = Intrekken
access-change-required = Toewijzing vereisen
access-change-everybody = Iedereen toelaten
access-cancel = Annuleren en niets wijzigen
access-review-script = Hetzelfde met het script

## What came of it

access-changed-done-heading = Uitgevoerd
access-changed-done-text = Microsoft heeft de wijziging doorgevoerd. In de eigen lijsten van Microsoft is die misschien pas iets later te zien.
access-changed-already-heading = Het was al zo
access-changed-already-text = Er hoefde niets te worden gewijzigd.
access-changed-part-heading = Slechts een deel is uitgevoerd
access-changed-part-text = Bij de regels hieronder staat wat er is uitgevoerd, en waarom de rest niet.
access-changed-none-heading = Er is niets gewijzigd
access-changed-none-text = Bij de regels hieronder staat waarom.
access-changed-unknown-heading = Microsoft heeft niet laten weten of het is uitgevoerd
access-changed-unknown-text = We gissen hier niet. De lijst op deze pagina laat zien hoe het ervoor staat; bekijk die voordat u iets herhaalt.
access-changed-pending-heading = Een wijziging is nog niet voltooid
access-changed-pending-text = Microsoft heeft de wijziging nog niet bevestigd. We gissen hier niet: we lezen de stand opnieuw, en deze pagina toont vanzelf wat het resultaat is. Tot die tijd kan er niets anders worden gewijzigd.

access-done-assign = { $name } is toegewezen.
access-done-remove = De toewijzing van { $name } is ingetrokken.
access-done-require-assignment = Toewijzing is vereist.
access-done-allow-everybody = Iedereen mag { $app } gebruiken.
access-already-so-assign = { $name } was al toegewezen.
access-already-so-remove = { $name } was al niet meer toegewezen.
access-already-so-require-assignment = Toewijzing was al vereist.
access-already-so-allow-everybody = Iedereen mocht { $app } al gebruiken.
access-not-done-assign = { $name } is niet toegewezen.
access-not-done-remove = De toewijzing van { $name } is niet ingetrokken.
access-not-done-require-assignment = Toewijzing is niet als vereist ingesteld.
access-not-done-allow-everybody = Toewijzing is vereist gebleven.
access-unknown-assign = Het is nog niet bekend of { $name } is toegewezen.
access-unknown-remove = Het is nog niet bekend of de toewijzing van { $name } is ingetrokken.
access-unknown-require-assignment = Het is nog niet bekend of toewijzing vereist is.
access-unknown-allow-everybody = Het is nog niet bekend of iedereen { $app } mag gebruiken.

access-reason-role-missing = Volgens Microsoft staat uw rol dit niet toe. Met een van deze rollen kan het wel, zodra die voor uw account actief is: { $roles }.
access-reason-not-found = Microsoft vindt het account, de groep of { $app } niet meer. Zoek opnieuw.
access-reason-changed-meanwhile = Iemand anders heeft dit op hetzelfde moment gewijzigd. Bekijk de lijst en probeer het dan opnieuw.
access-reason-throttled =
    { $number ->
        [one] Microsoft vraagt om even te wachten. Probeer het over { $number } seconde opnieuw.
       *[other] Microsoft vraagt om even te wachten. Probeer het over { $number } seconden opnieuw.
    }
access-reason-throttled-unknown = Microsoft vraagt om even te wachten. Probeer het over enkele minuten opnieuw.
access-reason-signed-out = Uw aanmelding was beëindigd. Meld u opnieuw aan en probeer het dan nog een keer.
access-reason-not-accepted = Microsoft heeft dit niet geaccepteerd; het antwoord van Microsoft zelf staat hieronder.
access-reason-not-accepted-group = Microsoft heeft dit niet geaccepteerd. Misschien is de groep geen beveiligingsgroep, of heeft uw organisatie geen Microsoft Entra ID P1 of P2; dat is nodig om groepen toe te wijzen.
access-reason-lost = De wijziging is niet op tijd uitgevoerd en was ook later niet te zien. Probeer het opnieuw.

access-history-heading = Wat hier is gewijzigd
access-history-nothing = Op deze pagina is nog niets gewijzigd.
access-history-more = Oudere wijzigingen blijven ook bewaard; vraag ze op bij Cooperlink.
access-before-after = Eerst: { $before }. Daarna: { $after }.
access-was-assigned = toegewezen
access-was-not-assigned = niet toegewezen
access-was-required = toewijzing vereist
access-was-everybody = iedereen toegelaten
access-was-unknown = kon niet worden gelezen

access-finish-heading = Afronden
access-finish-text = We beëindigen uw aanmelding dan meteen. Anders eindigt die na { $idle } minuten zonder activiteit, en uiterlijk op:
access-finish-button = Afronden

## What is told on top

access-notice-cancelled-heading = U bent teruggekomen zonder u aan te melden
access-notice-cancelled-text = Iemand heeft op de pagina van Microsoft op Annuleren geklikt, of het account mag geen toestemming geven voor wat daar wordt gevraagd. Er is niets gewijzigd.
access-notice-cancelled-what-to-do = Meld u opnieuw aan wanneer het u schikt, of gebruik het beheercentrum of het script.

access-notice-approval-required-heading = Voor deze toestemming is een andere rol nodig
access-notice-approval-required-text = Uw account mag voor deze machtigingen geen toestemming geven. Er is niets gewijzigd.
access-notice-approval-required-what-to-do = Laat deze stap over aan iemand met een van deze rollen: { $enough }. Of gebruik het beheercentrum of het script. Kon u bij Microsoft een verzoek om goedkeuring versturen, dan is dat hier niet nodig: eenmaal goedgekeurd zou het voor elk account van uw organisatie gelden.

access-notice-other-person-heading = Er is een ander account aangemeld
access-notice-other-person-text = Deze pagina hoort bij het account dat zich het eerst heeft aangemeld, en nu is bij Microsoft een ander account aangemeld. Er is niets gewijzigd.
access-notice-other-person-what-to-do = Meld u opnieuw aan en kies het eerste account. Wilt u met het andere account verdergaan, open de link dan vanaf het begin in een privévenster.

access-notice-permission-missing-heading = Er ontbreekt een machtiging
access-notice-permission-missing-text = Microsoft heeft u aangemeld zonder een van de machtigingen die deze pagina nodig heeft. Er is niets gewijzigd.
access-notice-permission-missing-what-to-do = Meld u opnieuw aan en geef toestemming voor wat Microsoft vraagt. Vraagt Microsoft niets, gebruik dan het beheercentrum of het script.

access-notice-busy-heading = Er wordt al iets gewijzigd
access-notice-busy-text = Wijzigingen worden een voor een uitgevoerd, en een wijziging vóór die van u is nog niet voltooid. Van uw kant is niets gewijzigd.
access-notice-busy-what-to-do = Wacht een minuut, bekijk de lijst opnieuw en herhaal dan wat u wilde doen.

access-notice-stale-heading = Er is intussen iets veranderd
access-notice-stale-text = Wie { $app } mag gebruiken, is niet meer zoals toen u keek. Van uw kant is niets gewijzigd.
access-notice-stale-what-to-do = Bekijk hieronder hoe het nu is, en beslis opnieuw.

access-notice-not-confirmed-heading = Er ontbreekt een bevestiging
access-notice-not-confirmed-text = Hiermee zou iemand worden buitengesloten, en het vakje waarmee u dat bevestigt, was niet aangevinkt. Er is niets gewijzigd.
access-notice-not-confirmed-what-to-do = Vink het vakje aan als u dit wilt; annuleer anders.

access-notice-nothing-chosen-heading = Er is niets geselecteerd
access-notice-nothing-chosen-text = Er was geen vakje aangevinkt. Daarom is er niets gewijzigd.
access-notice-nothing-chosen-what-to-do = Vink aan wie u bedoelt en klik dan opnieuw op de knop.

access-notice-too-many-at-once-heading = Te veel tegelijk
access-notice-too-many-at-once-text = Er worden maximaal { $most } mensen en groepen tegelijk gewijzigd. Er is niets gewijzigd.
access-notice-too-many-at-once-what-to-do = Doe het in meerdere stappen. Voor veel mensen is één groep eenvoudiger.

access-notice-too-many-an-hour-heading = Te veel wijzigingen binnen een uur
access-notice-too-many-an-hour-text = Deze pagina voert maximaal 100 wijzigingen per uur uit. Verder is er niets gewijzigd.
access-notice-too-many-an-hour-what-to-do = Ga over een uur verder, of gebruik het beheercentrum of het script.

access-notice-not-read-heading = De stand kon vooraf niet worden gelezen
access-notice-not-read-text = Voor elke wijziging leest deze pagina hoe het ervoor staat, en Microsoft toonde dat niet. Er is niets gewijzigd.
access-notice-not-read-what-to-do = Probeer het over enkele minuten opnieuw.

access-notice-catching-up-heading = Microsoft toont uw laatste wijziging nog niet
access-notice-catching-up-text = Die is zojuist doorgevoerd, en de lijst van Microsoft toont nog de toestand van daarvoor. Daaruit valt niet op te maken wat een volgende wijziging zou betekenen. Er is niets gewijzigd.
access-notice-catching-up-what-to-do = Probeer het over twee minuten opnieuw.

access-notice-over-heading = Uw aanmelding is beëindigd
access-notice-over-text = De aanmelding was { $idle } minuten niet gebruikt of { $longest } minuten oud, of Microsoft aanvaardt die niet meer. Daarom hebben we die beëindigd. Er is niets gewijzigd.
access-notice-over-what-to-do = Meld u opnieuw aan om verder te gaan.

access-notice-finished-heading = Afgerond
access-notice-finished-text = We hebben uw aanmelding beëindigd. Deze pagina kan namens u niets meer lezen of wijzigen.
access-notice-finished-what-to-do = Microsoft onthoudt uw toestemming nog. Onder aan deze pagina staat hoe u die intrekt.

## The comments of the script

access-script-what = Toont en wijzigt wie { $app } mag gebruiken in één Microsoft 365-organisatie, met de rechten van wie het script uitvoert. Er wordt niets naar Cooperlink gestuurd.
access-script-needs = Nodig is de module Microsoft.Graph.Authentication, versie 2 of hoger.
access-script-list = Tonen wie het mag gebruiken, en niets wijzigen:
access-script-add = Mensen of groepen toewijzen, maximaal { $most } tegelijk, op aanmeldingsnaam, groepsnaam of object-id:
access-script-remove = Toewijzingen intrekken:
access-script-require = Toewijzing vereisen, of iedereen toelaten:
access-script-grant = De toestemming intrekken die uw account op de pagina van Cooperlink heeft gegeven:
