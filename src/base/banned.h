/* Functions that are too easy to use wrongly become errors. Included on the command line by the
 * build. */
#pragma once
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok localtime gmtime ctime    \
    asctime
#pragma GCC poison atoi atol atof gets tmpnam mktemp
