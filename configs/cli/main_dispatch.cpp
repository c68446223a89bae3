#include "configs/cli/dispatch.h"

int main(int argc, char** argv) { return ductus::config::dispatch(argc, argv); }
