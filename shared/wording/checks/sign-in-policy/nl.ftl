check-sign-in-policy = Geen regel blokkeert de systeemgebruiker op de achtergrond
