/*
 * Commitments: who does what, for whom, by when. Layer: app. Spec: doc/spec/commitments.md.
 */
#pragma once
#include "core/action.h"

/*
 * Mails a commitment to its doer with the doer's personal link: the person, the post's holders of
 * today, or the organization's address. A doer without an address gets nothing. The same doer is
 * mailed once.
 *
 * Cost  4 statements and 2 for each receiver
 */
int yp_commitment_mail(struct yp_tx *tx, int64_t id, struct yp_err *err) YP_MUST_CHECK;

/* Mails the group's managers, but not the one who acts, that a commitment was given back, and why.
 * Cost  2 statements and 2 for each receiver */
int yp_commitment_tell_back(struct yp_tx *tx, int64_t id, struct yp_err *err) YP_MUST_CHECK;
