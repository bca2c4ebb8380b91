check-system-user-licensed = L’utilisateur système a les licences dont il a besoin

finding-system-user-unlicensed = L’utilisateur système n’a pas de licence.
problem-licence-without-service = Il manque un service dans la licence de l’utilisateur système
finding-licence-without-service = L’utilisateur système n’a pas de licence pour { $service }. Il a : { $licences }
finding-licence-plan-off = { $service } ({ $plan }) est désactivé dans la licence { $licence } de l’utilisateur système.
finding-licence-plan-pending = { $service } ({ $plan }) est encore en cours d’activation dans la licence { $licence } de l’utilisateur système.
