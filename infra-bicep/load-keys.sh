#!/usr/bin/env bash
# load-keys.sh FOLDER: puts the files that "Gbv.Functions new-keys FOLDER" made into the vaults of this azd environment.
# A secret that is there already is left alone: it opens what was closed with it. Needs az (signed in) and azd.
set -euo pipefail

[ $# -eq 1 ] && [ -d "$1" ] || { echo "Usage: load-keys.sh FOLDER" >&2; exit 64; }

for part in public back shared; do
    vault=$(azd env get-value "$(echo "$part" | tr a-z A-Z)_VAULT")
    for file in "$1/$part"/*; do
        name=$(basename "$file")
        if az keyvault secret show --vault-name "$vault" --name "$name" --query id --output none 2>/dev/null; then
            echo "$vault/$name: left as it is"
        else
            az keyvault secret set --vault-name "$vault" --name "$name" --file "$file" --encoding utf-8 --output none
            echo "$vault/$name: loaded"
        fi
    done
done
