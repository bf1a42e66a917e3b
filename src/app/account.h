/*
 * Accounts: sign-in, links, the second factor, throttles. Layer: app. Spec: doc/spec/accounts.md.
 */
#pragma once
#include "core/core.h"

enum { YP_LINK_SIZE = 44 /* a token of lib/sodium.h */ };

/* Purposes of links and how long they work. */
enum yp_link_purpose {
    YP_LINK_SIGN_IN,
    YP_LINK_SECOND,
    YP_LINK_INVITE,
    YP_LINK_PASSWORD,
    YP_LINK_EMAIL
};

/*
 * Makes a link; earlier unused ones of the same account and purpose stop working.
 *
 * account_id  0: of no account yet (the first administrator)
 * back        where its reader lands, a path of ours, or NULL
 * ret_token   set on success; only its hash is stored
 */
int yp_link_make(struct yp_tx *tx, enum yp_link_purpose purpose, int64_t account_id,
                 const char *back, char ret_token[YP_LINK_SIZE], struct yp_err *err) YP_MUST_CHECK;

/* How long the link of a letter works, by the letter's reason; 0: no such link is in it. */
int64_t yp_link_life_s(const char *reason);

struct yp_account_new {
    int64_t person_id; /* 0: a person is made of name */
    const char *name;  /* in NFC, not empty when person_id is 0 */
    const char *email, *lang;
    bool is_admin;
};
/* Makes an account in state invited, and its person. Errors YP_EINVAL "account.exists" (field
 * email), YP_EINVAL "account.has_one" (field person_id), "account.no_person". */
int yp_account_make(struct yp_tx *tx, const struct yp_account_new *new, int64_t *ret_id,
                    struct yp_err *err) YP_MUST_CHECK;
/* Mails an invitation with its link; token is one of yp_link_make. An earlier one that still waits
 * is dropped: its link has ended. */
int yp_account_invite(struct yp_tx *tx, int64_t account_id, int64_t person_id, const char *token,
                      struct yp_err *err) YP_MUST_CHECK;

/* Drops the account's letters that still wait with a link that has ended: those of reason, NULL: of
 * every link. */
int yp_account_drop_letters(struct yp_tx *tx, int64_t account_id, const char *reason,
                            struct yp_err *err) YP_MUST_CHECK;

/* An administrator's invitation: before() of its action, and the letter with a new link. While mail
 * waits he gets the link on /admin/people/{id} to hand over himself. */
int yp_inviting_before(struct yp_before *b, struct yp_form *form, struct yp_err *err) YP_MUST_CHECK;
int yp_inviting_send(struct yp_tx *tx, struct yp_form *form, int64_t id, int64_t person_id,
                     struct yp_reply *reply, struct yp_err *err) YP_MUST_CHECK;

/* A field with an address as accounts keep it: lower case. NULL when empty or refused (noted). */
const char *yp_form_account_email(struct yp_form *form, const char *field);
/* A new password: 12 characters or more, not the address. "" when refused (noted). email may be "".
 */
const char *yp_form_new_password(struct yp_form *form, const char *field, const char *email);
/* Hashing with at most two at a time in the process. */
int yp_account_hash(struct yp_arena *arena, const char *password, const char **ret,
                    struct yp_err *err) YP_MUST_CHECK;
bool yp_account_verify(const char *hash, const char *password);

/* Counts an attempt of who ("sign_in:127.0.0.1") in the current quarter of an hour. Errors
 * YP_ELIMIT "throttle.tries". */
int yp_throttle(struct yp_tx *tx, const char *what, const char *who, int limit,
                struct yp_err *err) YP_MUST_CHECK;
/* The network a client's attempts are counted by: its address, of IPv6 the first 64 bits, since one
 * household has all the others. In the arena. */
const char *yp_network_of(struct yp_arena *arena, const char *client);
/* Forgets the attempts of who. */
int yp_throttle_lift(struct yp_tx *tx, const char *what, const char *who,
                     struct yp_err *err) YP_MUST_CHECK;

/* Whether what was typed is a recovery code of the account; it is used up then. */
int yp_recovery_use(struct yp_tx *tx, int64_t account_id, const char *typed, bool *ret_right,
                    struct yp_err *err) YP_MUST_CHECK;

/* What a device is called in the list of sessions: "Firefox, Linux". In the arena. */
const char *yp_device_name(struct yp_arena *arena, const char *user_agent);

/* Leaves a text for the next page of this reader only: a sealed cookie of five minutes. */
void yp_once_put(struct yp_tx *tx, struct yp_reply *reply, const char *what, const char *text,
                 bool https);
/* The text left for the reader, NULL when there is none. */
const char *yp_once_get(struct yp_ask *ask, const char *what);

/* What sign-in carries from before() to run(). */
struct yp_entry {
    int64_t account_id, person_id, old_session_id;
    bool has_second;
    const char *device, *back;
    bool https;
};
/* Takes device, session and https of a request. */
void yp_entry_of(struct yp_before *b, struct yp_entry *ret);
/* Opens a session, or leads to the second factor when the account has one; 303 to back or /me. */
int yp_entry_open(struct yp_tx *tx, const struct yp_entry *entry, const char *flash,
                  struct yp_reply *reply, struct yp_err *err) YP_MUST_CHECK;
