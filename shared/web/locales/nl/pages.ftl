## Every page

skip-link = Naar de inhoud
languages = Taal
language-name = Nederlands
customer = Klant
application = Toepassing
organisation = Microsoft 365-organisatie
domain = Domein
tenant-id = Tenant-id
checked-at = Gecontroleerd op
footer-help = Vragen? Neem contact op met Cooperlink:
footer-support-code = Uw supportcode:
footer-support-code-what = Noem deze code als u om hulp vraagt. De code vertelt ons alleen om welke koppeling het gaat en geeft nergens toegang toe.
footer-help-subject = { $app }: vraag over { $code }
footer-request = Referentie van deze pagina:
print = Afdrukken of opslaan als pdf
copy = Kopiëren
copied = Gekopieerd
sign-out = Afmelden
signed-out = U bent hier afgemeld. Bij Microsoft bent u in deze browser misschien nog aangemeld.

month-1 = januari
month-2 = februari
month-3 = maart
month-4 = april
month-5 = mei
month-6 = juni
month-7 = juli
month-8 = augustus
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
moment = { $day } { $month } { $year }, { $time } UTC

## The steps of the journey

steps = Stappen van deze koppeling
step-prepare = Voorbereiden
step-sign-in = Aanmelden
step-approve = Goedkeuren
step-system-user = Systeemgebruiker
step-access = Toegang
step-done = Klaar
step-is-done = voltooid
step-is-current = u bent hier
step-is-open = nog te doen

## The first page

start-heading = { $app } koppelen aan uw Microsoft 365
start-what = Cooperlink vraagt u als beheerder om { $app } te laten werken met SharePoint en e-mail van uw organisatie. U beslist op de pagina’s van Microsoft zelf. Wij zien uw wachtwoord nooit.
start-requester = Gevraagd door
start-button = Aanmelden bij Microsoft
start-duration = Dit duurt ongeveer vijf minuten. Door u aan te melden keurt u nog niets goed.
start-guest = Hoort uw account bij een andere organisatie?
start-guest-text = Bent u gast of partner, geef dan eerst aan welke organisatie u wilt koppelen: vul een domein van die organisatie in, bijvoorbeeld contoso.com, en meld u daarna aan.
start-guest-domain = Domein van de organisatie
start-resume-signed-in = Een beheerder heeft zich aangemeld; de goedkeuring ontbreekt nog. Meld u aan om verder te gaan waar u was gebleven.
start-resume-consented = Een beheerder heeft goedkeuring gegeven. Meld u aan om de voortgang te zien.
start-resume-connected = { $app } is gekoppeld. Meld u aan om het resultaat te zien.
start-resume-disconnected = De koppeling is beëindigd. Meld u aan om opnieuw te koppelen.

## Before the approval

confirm-heading = Is dit de juiste organisatie?
confirm-what = U staat op het punt { $app } goed te keuren voor iedereen in deze organisatie:
confirm-button = Doorgaan naar de goedkeuringspagina
confirm-other-account = Een ander account gebruiken
confirm-roles = Uw rol
confirm-roles-enough = Uw account mag goedkeuring geven. We zien deze rol: { $roles }.
confirm-roles-none-heading = We zien bij uw account geen beheerdersrol
confirm-roles-none = Alleen een Beheerder voor bevoorrechte rollen of een Globale beheerder kan { $app } goedkeuren. Stuur deze pagina naar een van hen: de e-mail staat klaar en bevat alles.
confirm-roles-not-enough-heading = { $roles } is hier niet genoeg
confirm-roles-not-enough = U hebt Beheerder voor bevoorrechte rollen of Globale beheerder nodig, omdat { $app } ook vraagt om machtigingen die het zelfstandig gebruikt.
confirm-roles-unread = We konden uw rollen nu niet lezen. Microsoft beslist op de volgende pagina.
confirm-roles-hidden = Een rol waarvoor u alleen in aanmerking komt of die u via een groep hebt, is hier niet te zien. Hebt u zo’n rol, dan kunt u doorgaan.
hand-over = Naar een beheerder sturen
role-activated = Ik heb mijn rol geactiveerd
role-activate = Komt u alleen in aanmerking voor uw rol? Activeer die dan eerst en klik daarna op “Ik heb mijn rol geactiveerd”:
confirm-roles-activate-link = “Mijn rollen” openen in het Microsoft Entra-beheercentrum
confirm-anyway = Toch doorgaan
confirm-next-heading = Wat Microsoft hierna toont
confirm-next = Een pagina met de titel “Machtigingen aangevraagd – Beoordelen voor uw organisatie”, met { $app } en de machtigingen die u al hebt gezien. Klik op Accepteren om goedkeuring te geven, of op Annuleren om terug te komen zonder iets te wijzigen.
confirm-elsewhere = Heeft iemand anders intussen goedkeuring gegeven, in het beheercentrum of via een verzoek?

role-62e90394-69f5-4237-9190-012177145e10 = Globale beheerder
role-e8611ab8-c189-46e8-94e1-60213ab1f814 = Beheerder voor bevoorrechte rollen
role-9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3 = Toepassingsbeheerder
role-158c047a-c907-4556-b7ef-446551a6b5f7 = Cloudtoepassingsbeheerder
role-fe930be7-5e62-47db-91af-98c3a49a38b1 = Gebruikersbeheerder
role-29232cdf-9323-42fd-ade2-1d097af3e4de = Exchange-beheerder
role-f28a1f50-f6e7-4571-818b-6a12f2af6b6c = SharePoint-beheerder
role-b1be1c3e-b65d-4f19-8427-f6fa0d97feb9 = Beheerder voor voorwaardelijke toegang

## On the way to Microsoft

departure-heading = We brengen u naar Microsoft
departure-text = Uw browser opent de pagina van Microsoft. Gebeurt er niets, gebruik dan de knop.
departure-link = Doorgaan naar Microsoft
departure-host = Het adres moet beginnen met

## The result

result-verifying-heading = We controleren de koppeling
result-verifying-text = Uw goedkeuring is aangekomen. We controleren die bij Microsoft. U kunt deze pagina sluiten: wij gaan verder.
result-anew-text = U hebt gewijzigd wie { $app } mag gebruiken. We controleren de koppeling opnieuw en laten zien wat Microsoft nu zegt.
result-late-heading = De controle duurt langer dan anders
result-late-text = Wij gaan verder zonder deze pagina. Open de pagina over enkele minuten opnieuw, of controleer nu nog een keer.
result-spreading-heading = Microsoft verwerkt uw goedkeuring
result-spreading-text = Dat duurt enkele minuten, een enkele keer tot een uur. U kunt deze pagina sluiten: wij gaan verder, en met de link komt u hier terug.
result-repair-heading = Er moet nog iets worden opgelost
result-awaiting-approval-heading = Goedgekeurd, wacht op bevestiging door Cooperlink
result-awaiting-approval-text = U hebt van uw kant alles gedaan. Cooperlink moet nog bevestigen dat deze organisatie bij de klant hoort; tot die tijd is er niets gekoppeld. U kunt deze pagina sluiten.
waiting-told = Cooperlink is op de hoogte en controleert of de organisatie bij de klant hoort.
waiting-how-long = Dit duurt meestal minder dan een werkdag.
waiting-then = Open deze link daarna opnieuw en meld u aan: u ziet dan het resultaat.
waiting-ask = Wacht u na een werkdag nog steeds? Neem contact op met Cooperlink en vermeld uw supportcode; beide vindt u hieronder.
result-connected-heading = Gekoppeld
result-connected-text = { $app } is gekoppeld aan uw Microsoft 365, en alles is gecontroleerd. U kunt deze pagina sluiten.
result-connected-partly-heading = Gekoppeld, enkele controles volgen nog
result-connected-partly-text = { $app } is goedgekeurd in uw Microsoft 365. Bij de controles hieronder staat wat er nog te doen is.
result-unclear-heading = Sommige controles hebben nog geen resultaat
result-unclear-text = We hebben geen problemen gevonden, maar konden niet alles controleren. Bij de punten hieronder staat waarom. We blijven automatisch controleren.
result-approved-by = Goedgekeurd door
result-approved-elsewhere = Onbekend; de goedkeuring is elders gegeven
result-approved-at = Goedgekeurd op
result-held-since = In de wacht sinds
result-held = We zien hetzelfde probleem bij veel organisaties tegelijk, dus de fout kan bij ons liggen. Onze technici zijn gewaarschuwd. U hoeft niets te wijzigen totdat wij het bevestigen, uiterlijk binnen een uur.
result-since = Wacht sinds
result-updates = Deze pagina wordt automatisch bijgewerkt.
result-look-again = Nieuwste status tonen
result-checking = We controleren opnieuw. De resultaten hieronder zijn van de vorige controle.
result-checking-late = De nieuwe controle duurt langer dan anders. De resultaten hieronder zijn van de vorige controle. Open de pagina over enkele minuten opnieuw, of controleer nu nog een keer.
result-return = Terug naar Cooperlink
result-check-again = Alles opnieuw controleren
result-check-line = Opnieuw controleren
result-approve-again = Opnieuw goedkeuren bij Microsoft
result-checks = Wat we hebben gecontroleerd
result-guidance = Hoe u dit oplost
result-support = Als dat niet helpt
result-open-permissions = “Machtigingen” openen in het Microsoft Entra-beheercentrum
result-open-properties = “Eigenschappen” openen in het Microsoft Entra-beheercentrum
result-open-overview = De systeemgebruiker openen in het Microsoft Entra-beheercentrum
result-open-policies = Het beleid voor voorwaardelijke toegang openen in het Microsoft Entra-beheercentrum
result-open-licences = “Licenties en apps” openen in het Microsoft 365-beheercentrum
result-open-users = “Gebruikers en groepen” openen in het Microsoft Entra-beheercentrum
result-open-signon = “Eenmalige aanmelding” openen in het Microsoft Entra-beheercentrum
result-open-sign-ins = “Aanmeldingslogboeken” openen in het Microsoft Entra-beheercentrum
result-open-microsoft-365 = Het Microsoft 365-beheercentrum openen
result-open-entra = Het Microsoft Entra-beheercentrum openen
result-command = Of gebruik PowerShell:
result-message = Stuur dit bericht naar Cooperlink:
result-evidence = Wat we Microsoft hebben gevraagd
result-next-heading = Wat er hierna gebeurt
result-next-watch = We controleren de koppeling meerdere keren per dag en laten het Cooperlink weten als die niet meer werkt. U hoeft niets te doen.
result-next-same-link = Bewaar de link: zolang { $app } gekoppeld is, komt u ermee terug op deze pagina en ziet u hier wat u moet oplossen als er iets niet meer werkt.
result-next-disconnect = Wilt u de koppeling beëindigen, open dan in het Microsoft Entra-beheercentrum Bedrijfsapps, { $app }, Eigenschappen en klik op Verwijderen. Cooperlink heeft dan geen toegang meer. Meld het ook aan Cooperlink, zodat we de gegevens verwijderen die we bewaren.
result-report = Rapport om af te drukken of te bewaren
result-access-pass = U hoeft niets te doen: wie { $app } nodig heeft, mag het gebruiken.
result-access-fail = Nog niet: bij de controle hierboven die hierover gaat, staat wat u moet wijzigen.
result-access-open = We controleren dit samen met de systeemgebruiker.

## A colleague of the administrator

colleague-yes-heading = { $app } werkt
colleague-yes-text = SharePoint en e-mail werken. U kunt deze pagina sluiten.
colleague-no-heading = { $app } werkt op dit moment niet
colleague-no-text = Een beheerder van uw organisatie kan de oorzaak zien en oplossen.
colleague-unknown-heading = We weten nog niet of { $app } werkt
colleague-unknown-text = De koppeling is nog niet voltooid, of we konden niet alles controleren. Een beheerder van uw organisatie kan zien wat er ontbreekt.
colleague-checking-heading = We controleren bij Microsoft
colleague-checking-text = We controleren of { $app } in uw organisatie is goedgekeurd en werkt. Dat duurt enkele minuten, een enkele keer tot een uur. U kunt deze pagina sluiten: wij gaan verder, en met de link komt u hier terug.
colleague-late-text = Wij gaan verder zonder deze pagina. Kijk over enkele minuten opnieuw.
colleague-one-step-text = Microsoft bevestigt dat { $app } in uw organisatie is goedgekeurd. De app werkt zodra de systeemgebruiker zich heeft aangemeld. Vraag Cooperlink om een link voor de systeemgebruiker en stuur die naar degene die dat account beheert. Een beheerder van wie de rol hier wel te zien is, kan op deze pagina hetzelfde doen.
colleague-ask-link = { $app } is goedgekeurd in onze Microsoft 365. Wilt u mij een link voor de systeemgebruiker sturen, zodat dat account zich kan aanmelden?
colleague-roles = We zien bij uw account geen beheerdersrol. Daarom staat er verder niets op deze pagina. Een rol die u via een groep hebt, is hier niet te zien.
colleague-roles-unread = We konden uw rollen nu niet lezen. Daarom staat er verder niets op deze pagina. Meld u zo dadelijk opnieuw aan.
colleague-mail-subject = { $app }: wilt u even kijken?
colleague-mail-body =
    Hallo,

    { $app } heeft een beheerder van onze Microsoft 365-omgeving nodig (Beheerder voor bevoorrechte rollen of Globale beheerder). Wilt u deze pagina openen en u aanmelden? U ziet er hoe het ervoor staat en wat er moet gebeuren:

    { $address }

    Alvast bedankt

report-heading = Rapport: { $app } in uw Microsoft 365
report-back = Terug naar de koppeling
report-download = Opslaan als bestand
report-file-name = cooperlink-rapport

verdict-pass = Werkt
verdict-fail = Werkt niet
verdict-waiting = Nog bezig
verdict-not-applicable = Niet van toepassing
verdict-unknown = Nog geen resultaat
last-known = Laatst gezien: { $verdict }, { $at }

## The system user, on the administrator’s page and on a page of its own

system-user-account = Systeemgebruiker
system-user-since = Gekoppeld sinds
system-user-card-heading = De systeemgebruiker koppelen
system-user-missing = { $app } gebruikt dit account om op de achtergrond te werken. Het account meldt zich één keer aan, hier of op de computer van de houder, en blijft daarna gekoppeld.
system-user-ended = Microsoft laat dit account niet meer toe zonder nieuwe aanmelding. Bij de controle “De systeemgebruiker is gekoppeld” staat waarom. Los dat eerst op en koppel het account daarna opnieuw.
system-user-connected = Dit account is gekoppeld. Het hoeft zich alleen opnieuw aan te melden als Microsoft de aanmelding beëindigt.
system-user-button = Systeemgebruiker nu koppelen
system-user-again = Systeemgebruiker opnieuw koppelen
system-user-another = Met een ander account aanmelden
system-user-continue = Toch doorgaan
system-user-link-instead = Is iemand anders de houder van dit account?
system-user-link-make = Een link voor die persoon maken
system-user-link-heading = Een link voor de systeemgebruiker
system-user-link-text = Stuur deze link naar de houder van dit account. De houder meldt zich één keer aan; meer kan er met de link niet.
system-user-link-address = Link
system-user-link-mail = Een kant-en-klare e-mail openen
system-user-link-once = We tonen deze link maar één keer. Maakt u een nieuwe, dan werkt deze niet meer.
system-user-mail-subject = Wilt u { $account } koppelen aan { $app }?
system-user-mail-body =
    Hallo,

    { $app } werkt voor { $customer } op de achtergrond met het account { $account }. Wilt u zich één keer aanmelden met precies dit account?

    { $address }

    U meldt zich aan op de pagina van Microsoft; Cooperlink ziet het wachtwoord nooit. De link werkt één keer, tot { $until }. Supportcode: { $code }

    Alvast bedankt
system-user-stopped = Microsoft zou dit account op zijn eigen pagina tegenhouden: uw organisatie vereist dat mensen aan { $app } zijn toegewezen, en dit account is niet toegewezen.
system-user-unsure = In uw organisatie mogen alleen toegewezen accounts { $app } gebruiken. We kunnen nog niet zien of dit account is toegewezen. Een groep binnen een toegewezen groep telt niet.
system-user-see-access = Bekijken wie er is toegewezen
system-user-assign = Dit account toewijzen
system-user-kept-heading = Heeft Microsoft de systeemgebruiker geweigerd?
system-user-kept-unassigned = De aanmelding met dit account is begonnen, maar niet afgerond. Toonde Microsoft AADSTS50105, dan is het account niet aan { $app } toegewezen. Een groep binnen een toegewezen groep telt niet. Wijs het account toe en koppel het daarna.
system-user-kept = De aanmelding met dit account is begonnen, maar niet afgerond. Toonde Microsoft een fout, probeer het dan nog één keer. Komt de fout terug, stuur het AADSTS-nummer dan naar Cooperlink.
system-user-kept-holder = U ging naar Microsoft om u aan te melden en kwam niet terug. Toonde Microsoft AADSTS50105, dan moet dit account eerst worden toegewezen. Was het een andere fout, probeer het dan nog één keer en stuur daarna het AADSTS-nummer naar Cooperlink.
system-user-how-to-assign = Vraag een beheerder om { $app } te openen in het Microsoft Entra-beheercentrum onder Bedrijfsapps, daarna Gebruikers en groepen, en daar dit account toe te voegen. Groepen binnen groepen tellen niet.
system-user-looking = We controleren opnieuw; deze pagina wordt automatisch bijgewerkt. Dit duurt een minuut of twee.

system-user-heading = De systeemgebruiker van { $app } koppelen
system-user-what = Cooperlink vraagt de houder van dit account om zich één keer aan te melden. Daarna gebruikt { $app } het account om op de achtergrond te werken. U meldt zich aan op de pagina van Microsoft zelf; wij zien het wachtwoord nooit.
system-user-sign-in-as = Meld u aan met precies dit account. Stelt Microsoft een ander account voor, kies daar dan “Een ander account gebruiken”.
system-user-unnamed = Cooperlink weet nog niet welk account dit is. Vraag het aan degene die u deze link heeft gestuurd.
system-user-unapproved = Eerst moet een beheerder van uw organisatie { $app } goedkeuren. Open deze pagina daarna opnieuw; het adres blijft hetzelfde.
system-user-why = { $app } handelt namens dit account, en nooit met meer rechten dan het account zelf heeft:
system-user-never-heading = Wat de toepassing niet kan
system-user-never = De toepassing kan geen site, document of postvak openen dat dit account zelf niet kan openen. Ook kan de toepassing geen gebruikers, groepen of instellingen van uw organisatie wijzigen en geen wachtwoorden lezen.
system-user-done-heading = De systeemgebruiker is gekoppeld
system-user-done-text = Microsoft heeft het account toegelaten, en het blijft gekoppeld.
system-user-done-next = U kunt deze pagina sluiten. Cooperlink controleert de koppeling meerdere keren per dag en laat het weten als het account zich opnieuw moet aanmelden.

## Newer permissions

upgrade-heading =
    { $number ->
        [one] Nog één machtiging om goed te keuren
       *[other] Nog { $number } machtigingen om goed te keuren
    }
upgrade-what = { $app } is gekoppeld en werkt. Een nieuwere versie vraagt om de machtigingen hieronder. Zonder uw goedkeuring blijft alles werken zoals voorheen.
upgrade-list = Microsoft toont alle machtigingen opnieuw, ook die u eerder hebt goedgekeurd. Dat hoort zo: keur de hele lijst goed.
upgrade-role = Verder hoeft niemand iets te doen, en de systeemgebruiker blijft aangemeld.
upgrade-earlier = Wat eerder is goedgekeurd
upgrade-checking = Goedgekeurd. We controleren bij Microsoft of de goedkeuring is aangekomen; deze pagina wordt automatisch bijgewerkt.
upgrade-done-heading = Goedgekeurd, u hoeft niets meer te doen
upgrade-done-text = { $app } heeft nu alle machtigingen waar het om vraagt. U kunt deze pagina sluiten.
