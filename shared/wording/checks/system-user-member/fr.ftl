check-system-user-member = L’utilisateur système est un membre activé de votre organisation

finding-system-user-guest = { $account } est un invité dans cette organisation.
finding-system-user-disabled = Le compte { $account } est désactivé.
