## The first page: with which account, until when, and what will happen

start-sign-in-as = Meld u aan als beheerder van { $domain }.
start-sign-in-as-unnamed = Meld u aan als beheerder van uw organisatie.
start-valid-until = Deze link werkt tot
start-stays = Deze link werkt zolang { $app } gekoppeld is.
start-happens = Zo verloopt het
start-happens-account = U kiest uw beheerdersaccount.
start-happens-approval = U ziet de machtigingen en klikt op Accepteren. Controleer de uitgever onder de naam.
start-happens-result = We laten meteen zien wat werkt en hoe u de rest oplost.
start-picture-account = Een account kiezen
start-picture-permissions = Machtigingen aangevraagd
start-picture-review = Beoordelen voor uw organisatie
start-picture-accept = Accepteren
start-picture-cancel = Annuleren
start-picture-result = Gekoppeld
permissions-at-microsoft = Bij Microsoft heet dit
permissions-use = Waarvoor we dit gebruiken
permissions-never-does = Wat hiermee niet kan
