/* Answering requests: sessions, cache, pages, actions. Only for core.c and answer.c. Layer: core.
 */
#pragma once
#include "core/core.h"

int yp_answer_begin(void *ctx, void **ret_thread, struct yp_err *err);
void yp_answer_end(void *ctx, void *thread);
void yp_answer(void *ctx, void *thread, const struct yp_request *req, struct yp_reply *reply);
bool yp_answer_fast(void *ctx, const struct yp_request *req, struct yp_reply *reply);
void yp_answer_refuse(void *ctx, const struct yp_request *req, int status, struct yp_reply *reply);
