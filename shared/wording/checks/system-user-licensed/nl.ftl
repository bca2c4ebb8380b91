check-system-user-licensed = De systeemgebruiker heeft de licenties die nodig zijn

finding-system-user-unlicensed = De systeemgebruiker heeft geen licentie.
problem-licence-without-service = In de licentie van de systeemgebruiker ontbreekt een service
finding-licence-without-service = De systeemgebruiker heeft geen licentie voor { $service }. Wel aanwezig: { $licences }
finding-licence-plan-off = { $service } ({ $plan }) is uitgeschakeld in de licentie { $licence } van de systeemgebruiker.
finding-licence-plan-pending = { $service } ({ $plan }) wordt nog ingericht in de licentie { $licence } van de systeemgebruiker.
